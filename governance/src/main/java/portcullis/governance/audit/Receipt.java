package portcullis.governance.audit;

import java.time.Duration;
import java.util.Optional;
import portcullis.governance.budget.Costs;
import portcullis.kernel.Label;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;

/**
 * How a request ended; exactly one per admitted call (GOV-46).
 *
 * @param attempts how many upstream attempts were made; equals the intents of the request
 * @param costMicros millionths of the currency; 0 when the model is free or has no price
 * @param estimated true when the tokens were counted here and not reported by the provider
 * @param costs settles what was reserved; empty when no budget applied
 */
public record Receipt(
        RequestId request,
        Actor actor,
        Action action,
        Decision decision,
        Optional<RefusalCode> refusal,
        Optional<Label> target,
        int attempts,
        long inputTokens,
        long outputTokens,
        long costMicros,
        boolean estimated,
        Duration took,
        Costs costs) {

    /** Of something that no budget bounds. */
    public Receipt(
            RequestId request,
            Actor actor,
            Action action,
            Decision decision,
            Optional<RefusalCode> refusal,
            Optional<Label> target,
            int attempts,
            long inputTokens,
            long outputTokens,
            long costMicros,
            boolean estimated,
            Duration took) {
        this(
                request,
                actor,
                action,
                decision,
                refusal,
                target,
                attempts,
                inputTokens,
                outputTokens,
                costMicros,
                estimated,
                took,
                Costs.NONE);
    }
}
