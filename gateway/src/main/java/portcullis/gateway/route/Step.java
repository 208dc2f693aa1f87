package portcullis.gateway.route;

import java.time.Duration;
import portcullis.gateway.Target;
import portcullis.kernel.RefusalCode;

/** What to do next for a call. */
public sealed interface Step {

    /** Ask this target, after waiting. */
    record Try(Target target, Duration pause) implements Step {}

    /** No target is left. */
    record GiveUp(RefusalCode code) implements Step {}
}
