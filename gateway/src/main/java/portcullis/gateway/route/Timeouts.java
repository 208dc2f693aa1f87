package portcullis.gateway.route;

import java.time.Duration;

/**
 * How long an attempt may wait.
 *
 * @param connect until the connection stands
 * @param firstToken from the call until the first content of the answer
 * @param idle between two events of the answer
 * @param total from the call to the end of a stream
 * @param plain from the call to the end of an answer that is not streamed
 */
public record Timeouts(
        Duration connect, Duration firstToken, Duration idle, Duration total, Duration plain) {

    /** The same end for streams and plain answers. */
    public Timeouts(Duration connect, Duration firstToken, Duration idle, Duration total) {
        this(connect, firstToken, idle, total, total);
    }

    /** The limits of one attempt at a plain answer that may take this long. */
    public Timeouts endingAfter(Duration span) {
        return new Timeouts(connect, firstToken, idle, span, span);
    }
}
