package portcullis.gateway;

import java.time.Duration;
import java.util.Optional;
import portcullis.governance.audit.Decision;
import portcullis.kernel.Event;
import portcullis.kernel.Label;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;
import portcullis.kernel.TenantId;

/** What the gateway tells the log. */
public sealed interface GatewayEvent extends Event {

    /**
     * A call ended.
     *
     * @param firstToken from the beginning to the first released content; empty when there was none
     */
    record CallEnded(
            RequestId request,
            TenantId tenant,
            Decision decision,
            Optional<RefusalCode> refusal,
            Optional<Label> target,
            int attempts,
            long inputTokens,
            long outputTokens,
            Duration took,
            Optional<Duration> firstToken)
            implements GatewayEvent {}

    /** A bug stopped a journey; the call was refused and has its receipt. */
    record JourneyBroke(RequestId request, Label kind) implements GatewayEvent {}
}
