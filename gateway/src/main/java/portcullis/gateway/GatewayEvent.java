package portcullis.gateway;

import java.time.Duration;
import java.util.Optional;
import portcullis.gateway.record.Ended;
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
            Decision decision,
            Optional<RefusalCode> refusal,
            Optional<Label> target,
            int attempts,
            long inputTokens,
            long outputTokens,
            Duration took,
            Optional<Duration> firstToken)
            implements GatewayEvent {

        static CallEnded of(Raw raw, Ended ended, Optional<Duration> firstToken) {
            return new CallEnded(
                    raw.request(),
                    ended.decision(),
                    ended.refusal(),
                    ended.target(),
                    ended.attempts(),
                    ended.settled().inputTokens(),
                    ended.settled().outputTokens(),
                    ended.took(),
                    firstToken);
        }
    }

    /** What was masked still held protected information (SCR-17). An incident; nothing was sent. */
    record ScreeningLeaked(RequestId request, TenantId tenant) implements GatewayEvent {}

    /**
     * A dialogue was longer than its model can read.
     *
     * @param dropped turns that were left out, the oldest ones
     */
    record ContextCut(RequestId request, int dropped) implements GatewayEvent {}

    /**
     * A model said what nobody had given it, and it was masked.
     *
     * @param findings how many
     */
    record OutputMasked(RequestId request, long findings) implements GatewayEvent {}

    /**
     * A bug stopped a journey; the call was refused and has its receipt.
     *
     * @param kind class of what was thrown
     */
    record JourneyBroke(RequestId request, Label kind) implements GatewayEvent {

        /** Names the bug's class and nothing of its message. */
        static JourneyBroke of(RequestId request, Throwable bug) {
            String name = bug.getClass().getName().replace('$', '.');
            return new JourneyBroke(
                    request, new Label(name.substring(0, Math.min(name.length(), 128))));
        }
    }
}
