package portcullis.gateway.record;

import java.time.Duration;
import java.util.Optional;
import portcullis.gateway.settle.Settled;
import portcullis.governance.audit.Decision;
import portcullis.kernel.Label;
import portcullis.kernel.RefusalCode;

/**
 * How a call ended.
 *
 * @param target who answered, or was asked last
 * @param attempts upstream attempts whose intent was written
 */
public record Ended(
        Decision decision,
        Optional<RefusalCode> refusal,
        Optional<Label> target,
        int attempts,
        Settled settled,
        Duration took) {}
