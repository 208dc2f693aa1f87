package portcullis.server.signals;

import portcullis.disclosure.report.IncidentEvent;
import portcullis.gateway.GatewayEvent;
import portcullis.gateway.route.RouteEvent;
import portcullis.gateway.route.Step.Reason;
import portcullis.governance.audit.AuditEvent;
import portcullis.governance.budget.BudgetEvent;
import portcullis.kernel.Event;
import portcullis.kernel.RefusalCode;
import portcullis.library.IngestEvent;
import portcullis.library.index.IndexReady;
import portcullis.storage.redis.RedisEvent;

/** Severities, least first. */
public enum Level {
    DEBUG,
    INFO,
    WARN,
    ERROR;

    /** Marks an event of daily business. */
    public interface Daily extends Event {}

    /** Marks a bug. */
    public interface Bug extends Event {}

    /** What a floor reports is a warning unless it is known as daily business or an incident. */
    static Level of(Event event) {
        return switch (event) {
            case Daily _,
                    GatewayEvent.ContextCut _,
                    IngestEvent.Completed _,
                    IndexReady _,
                    AuditEvent.LedgerBack _,
                    RedisEvent.RedisFound _ ->
                    INFO;
            case Bug _,
                    BudgetEvent.BilledAboveReservation _,
                    GatewayEvent.JourneyBroke _,
                    GatewayEvent.ScreeningLeaked _,
                    IncidentEvent _,
                    AuditEvent.ReceiptLost _,
                    AuditEvent.ReceiptTwice _,
                    AuditEvent.SpoolFailed _ ->
                    ERROR;
            case GatewayEvent.CallEnded ended -> of(ended);
            case RouteEvent decision -> of(decision);
            case IngestEvent.Stopped stopped when stopped.reason() == RefusalCode.DRAINING -> INFO;
            default -> WARN;
        };
    }

    /** The usual choice is told by the call's end, too; a target that stays away is news. */
    private static Level of(RouteEvent decision) {
        return switch (decision) {
            case RouteEvent.TargetChosen chosen -> chosen.reason() == Reason.FIRST ? DEBUG : INFO;
            case RouteEvent.TargetFailed _, RouteEvent.GaveUp _, RouteEvent.BreakerClosed _ -> INFO;
            case RouteEvent.BreakerOpened _ -> WARN;
        };
    }

    /** A refusal that the caller can mend is daily business; one of ours is not. */
    private static Level of(GatewayEvent.CallEnded ended) {
        return switch (ended.decision()) {
            case ANSWERED, CACHED, JOINED, ABSTAINED, CANCELLED -> INFO;
            case REFUSED ->
                    ended.refusal().filter(code -> code.status() >= 500).isPresent() ? WARN : INFO;
            case FAILED, UNKNOWN -> WARN;
        };
    }
}
