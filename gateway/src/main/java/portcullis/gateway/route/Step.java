package portcullis.gateway.route;

import java.time.Duration;
import portcullis.gateway.Target;
import portcullis.kernel.RefusalCode;

/** What to do next for a call. */
public sealed interface Step {

    /** Ask this target, after waiting. */
    record Try(Target target, Duration pause, Reason reason) implements Step {}

    /** No target is left. */
    record GiveUp(RefusalCode code) implements Step {}

    /** Why a target is asked. */
    enum Reason {
        /** It is the first one of its model's strategy. */
        FIRST,
        /** It failed in a way that passes. */
        RETRY,
        /** It refused the request in company, so that nobody knows whose fault it was. */
        ALONE,
        /** The one before it failed. */
        FALLBACK,
        /** Those before it rest. */
        PASSED_OVER,
        /** All targets rest, and this one wakes first. */
        PROBE,
        /** The conversation is too long for the one before it. */
        LARGER_WINDOW,
        /** The one before it is late with its first token. */
        HEDGE
    }
}
