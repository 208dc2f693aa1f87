package portcullis.gateway.route;

import java.time.Duration;
import java.util.Optional;

/**
 * Why an attempt failed, in the five families the router decides on (gateway specification, section
 * 5).
 */
public sealed interface Trouble {

    /** The vendor asks to wait. */
    record Throttled(Optional<Duration> pause) implements Trouble {}

    /** No connection, a reset, a 5xx, an authentication failure of our own key. */
    record Unavailable(Cause cause) implements Trouble {}

    /** The vendor refuses this request for what it is; another target would too. */
    record Rejected(Reason reason) implements Trouble {}

    /** The answer is not what the dialect promises, or it was cut. */
    record Malformed(Cause cause) implements Trouble {}

    /** A limit of {@link Timeouts} passed. */
    record TimedOut(Phase phase) implements Trouble {}

    /**
     * The vendor refused a call that carried other requests too; it may be fine with this one
     * alone.
     */
    record Parted() implements Trouble {}

    /** What was wrong with a vendor. */
    enum Cause {
        CONNECT,
        RESET,
        SERVER_ERROR,
        AUTHENTICATION,
        NOT_FOUND,
        BAD_JSON,
        BAD_FRAMING,
        NOT_JSON,
        CUT,
        ERROR_EVENT,
        EMPTY,
        /** All our connections to the vendor are taken, and so is every place in the queue. */
        BUSY
    }

    /** Why a vendor refused a request. */
    enum Reason {
        BAD_REQUEST,
        CONTEXT_TOO_LONG,
        CONTENT_FILTER
    }

    /** Which limit passed. */
    enum Phase {
        CONNECT,
        FIRST_TOKEN,
        IDLE,
        TOTAL
    }
}
