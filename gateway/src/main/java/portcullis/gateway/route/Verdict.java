package portcullis.gateway.route;

import portcullis.gateway.route.Trouble.Cause;
import portcullis.gateway.route.Trouble.Reason;
import portcullis.kernel.RefusalCode;

/** What a caller is told when no target is left after a trouble. */
final class Verdict {
    private Verdict() {}

    static RefusalCode of(Trouble trouble) {
        return switch (trouble) {
            case Trouble.Throttled _ -> RefusalCode.PROVIDER_UNAVAILABLE;
            case Trouble.Unavailable(var cause) ->
                    cause == Cause.BUSY
                            ? RefusalCode.PROVIDER_BUSY
                            : RefusalCode.PROVIDER_UNAVAILABLE;
            case Trouble.TimedOut _ -> RefusalCode.PROVIDER_TIMEOUT;
            case Trouble.Malformed(var cause) ->
                    cause == Cause.CUT ? RefusalCode.PROVIDER_CUT : RefusalCode.PROVIDER_MALFORMED;
            case Trouble.Rejected(var reason) -> of(reason);
            case Trouble.Parted _ -> RefusalCode.PROVIDER_REJECTED;
        };
    }

    private static RefusalCode of(Reason reason) {
        return switch (reason) {
            case BAD_REQUEST -> RefusalCode.PROVIDER_REJECTED;
            case CONTEXT_TOO_LONG -> RefusalCode.CONTEXT_TOO_LONG;
            case CONTENT_FILTER -> RefusalCode.CONTENT_FILTERED;
        };
    }
}
