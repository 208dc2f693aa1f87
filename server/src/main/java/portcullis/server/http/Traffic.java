package portcullis.server.http;

import java.time.Duration;
import portcullis.kernel.RequestId;

/** Hears what the front door does, for metrics and the log. Never blocks and never throws. */
public interface Traffic {
    /**
     * A response has ended.
     *
     * @param route the declared path, or {@code unmatched}
     */
    void served(RequestId request, String route, String method, Ended ended);

    /** How a response ended. {@code status} is 499 when the caller left before it began. */
    record Ended(int status, Duration took, Visitor who) {}

    /** A stream began (+1) or ended (−1). */
    void streams(int change);

    /** A caller could not be identified. */
    void authenticationFailed();

    /** A limit decided. */
    void limited(boolean admitted);

    /** An event loop was held this long at a moment of its watch; called on that loop. */
    void loopHeld(Duration held);

    /** A handler broke; the kind of exception, never its message. */
    void broke(RequestId request, Throwable bug);
}
