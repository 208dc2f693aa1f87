package portcullis.server.wiring;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import portcullis.disclosure.report.Cause;
import portcullis.disclosure.report.Reporter;
import portcullis.gateway.GatewayEvent;
import portcullis.kernel.Event;
import portcullis.kernel.EventLog;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;
import portcullis.kernel.TenantId;
import portcullis.library.IngestEvent;

/** Opens incidents for what the floors tell the log, and hands everything on (SCR-47). */
final class IncidentLog implements EventLog {
    private static final int AT_ONCE = 8;

    private final EventLog log;
    private final Reporter reporter;
    // Whoever comes when all are taken has the cause of another one: that is one incident.
    private final Semaphore room = new Semaphore(AT_ONCE);

    IncidentLog(EventLog log, Reporter reporter) {
        this.log = log;
        this.reporter = reporter;
    }

    @Override
    public void write(Event event) {
        log.write(event);
        switch (event) {
            case GatewayEvent.ScreeningLeaked(RequestId request, TenantId tenant) ->
                    open(tenant, Optional.of(request));
            case IngestEvent.Stopped stopped when stopped.reason() == RefusalCode.SCAN_LEAKY ->
                    open(stopped.tenant(), Optional.empty());
            default -> {} // no incident
        }
    }

    /** Elsewhere: a log never blocks. */
    private void open(TenantId tenant, Optional<RequestId> request) {
        if (!room.tryAcquire()) {
            return;
        }
        Thread.ofVirtual()
                .name("incident")
                .start(
                        () -> {
                            try {
                                reporter.open(tenant, Cause.RESCAN, request);
                            } finally {
                                room.release();
                            }
                        });
    }
}
