package portcullis.testkit.provider;

import java.time.Duration;

/**
 * How slowly the vendor speaks.
 *
 * @param beforeHead from the whole request to the status line
 * @param beforeFirst from the status line to the first event or body byte
 * @param between before each further event
 */
public record Pace(Duration beforeHead, Duration beforeFirst, Duration between) {
    /** As fast as the socket. */
    public static final Pace AT_ONCE = new Pace(Duration.ZERO, Duration.ZERO, Duration.ZERO);
}
