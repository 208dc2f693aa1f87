package portcullis.gateway;

import java.time.Duration;
import java.util.Optional;
import portcullis.gateway.stream.Shelf;

/**
 * How streams are served.
 *
 * @param enabled false: who asks for a stream gets the same answer in one piece
 * @param journalBytes what is kept of one resumable stream; the oldest events go first
 * @param journalTime how long a resumable stream can be resumed after its last event
 * @param shelf where other processes find journals; none when there is only this one
 */
public record Streaming(
        boolean enabled, int journalBytes, Duration journalTime, Optional<Shelf> shelf) {

    /** Enabled; 1 MiB and ten minutes for each resumable stream. */
    public static final Streaming STANDARD =
            new Streaming(true, 1 << 20, Duration.ofMinutes(10), Optional.empty());

    /** In this process only. */
    public Streaming(boolean enabled, int journalBytes, Duration journalTime) {
        this(enabled, journalBytes, journalTime, Optional.empty());
    }

    public Streaming {
        if (journalBytes <= 0 || journalTime.isNegative() || journalTime.isZero()) {
            throw new IllegalArgumentException("a journal needs bytes and time");
        }
    }
}
