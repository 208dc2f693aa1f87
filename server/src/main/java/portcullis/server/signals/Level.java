package portcullis.server.signals;

import portcullis.gateway.GatewayEvent;
import portcullis.governance.audit.AuditEvent;
import portcullis.kernel.Event;
import portcullis.kernel.RefusalCode;
import portcullis.storage.redis.RedisEvent;
import portcullis.library.IngestEvent;
import portcullis.library.index.IndexReady;

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
                    IngestEvent.Completed _,
                    IndexReady _,
                    AuditEvent.LedgerBack _,
                    RedisEvent.RedisFound _ ->
                    INFO;
            case Bug _,
                    GatewayEvent.JourneyBroke _,
                    AuditEvent.ReceiptLost _,
                    AuditEvent.ReceiptTwice _,
                    AuditEvent.SpoolFailed _ ->
                    ERROR;
            case GatewayEvent.CallEnded ended -> of(ended);
            case IngestEvent.Stopped stopped when stopped.reason() == RefusalCode.DRAINING -> INFO;
            default -> WARN;
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
