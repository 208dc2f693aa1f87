package portcullis.gateway.route;

import java.time.Duration;
import java.util.Optional;

/** What kind of failure a breaker counts: a target has one breaker for each. */
public enum ErrorClass {
    THROTTLED,
    UNAVAILABLE,
    TIMED_OUT,
    MALFORMED,
    /** Our key is refused: nothing but a person mends that, so one failure is enough. */
    AUTHENTICATION,
    /** Our name of the model, or our address, is wrong. */
    NOT_FOUND;

    private static final Duration WRONG_KEY = Duration.ofMinutes(5);
    private static final Duration WRONG_NAME = Duration.ofMinutes(1);

    /**
     * Empty for what says nothing against the target: a request that is refused for what it is, and
     * a lack of connections of our own.
     */
    static Optional<ErrorClass> of(Trouble trouble) {
        return switch (trouble) {
            case Trouble.Throttled _ -> Optional.of(THROTTLED);
            case Trouble.TimedOut _ -> Optional.of(TIMED_OUT);
            case Trouble.Malformed _ -> Optional.of(MALFORMED);
            case Trouble.Rejected _, Trouble.Parted _ -> Optional.empty();
            case Trouble.Unavailable(var cause) -> of(cause);
        };
    }

    private static Optional<ErrorClass> of(Trouble.Cause cause) {
        return switch (cause) {
            case AUTHENTICATION -> Optional.of(AUTHENTICATION);
            case NOT_FOUND -> Optional.of(NOT_FOUND);
            case BUSY -> Optional.empty();
            case CONNECT,
                    RESET,
                    SERVER_ERROR,
                    BAD_JSON,
                    BAD_FRAMING,
                    NOT_JSON,
                    CUT,
                    ERROR_EVENT,
                    EMPTY ->
                    Optional.of(UNAVAILABLE);
        };
    }

    /** How long a target rests after one failure of this kind; empty when only many count. */
    Optional<Duration> restAtOnce() {
        return switch (this) {
            case AUTHENTICATION -> Optional.of(WRONG_KEY);
            case NOT_FOUND -> Optional.of(WRONG_NAME);
            case THROTTLED, UNAVAILABLE, TIMED_OUT, MALFORMED -> Optional.empty();
        };
    }
}
