package portcullis.gateway;

import java.util.Optional;
import portcullis.governance.audit.Decision;
import portcullis.kernel.Label;
import portcullis.kernel.SensitiveText;

/**
 * A complete answer, restored for the caller.
 *
 * @param decision {@code ANSWERED}, {@code CACHED} or {@code JOINED}
 * @param target the provider and model that wrote it
 * @param estimated true when the tokens were counted here and not reported by the provider
 */
public record Answered(
        SensitiveText text,
        Decision decision,
        Optional<Label> target,
        long inputTokens,
        long outputTokens,
        boolean estimated) {}
