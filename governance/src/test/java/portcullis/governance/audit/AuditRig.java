package portcullis.governance.audit;

import static portcullis.governance.audit.Samples.intent;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import portcullis.kernel.Deadline;
import portcullis.kernel.Event;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;
import portcullis.kernel.TenantId;

/** An auditor over a ledger that the test commands, and what it told the log. */
final class AuditRig {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456789Z");
    static final Bounds SMALL =
            new Bounds(64, 16, 8, 20, Duration.ofSeconds(5), Duration.ofMillis(1));

    /** Leaves the spool alone until somebody asks for it. */
    static final Bounds CALM =
            new Bounds(64, 16, 8, 20, Duration.ofSeconds(5), Duration.ofMinutes(1));

    final Path folder;

    final ChainsInMemory ledger = new ChainsInMemory();
    final Queue<Event> events = new ConcurrentLinkedQueue<>();
    private final List<Auditor> opened = new ArrayList<>();

    void everybodyLeaves() {
        ledger.letGo();
        opened.forEach(auditor -> auditor.close(Deadline.in(Duration.ofSeconds(5))));
    }

    Auditor auditor(Bounds bounds, Instant now) {
        Spool spool = new Spool(folder.resolve("spool"), bounds.spool(), events::add);
        Auditor auditor =
                Auditor.start(
                        ledger,
                        Clock.fixed(now, ZoneOffset.UTC),
                        new Committer.Room(spool, events::add, bounds));
        opened.add(auditor);
        return auditor;
    }

    Auditor auditor() {
        return auditor(SMALL, NOON);
    }

    static RefusalCode refusal(Outcome<EgressPermit> outcome) {
        return ((Outcome.Refused<EgressPermit>) outcome).refusal().code();
    }

    Verdict verdict(TenantId tenant) {
        return new ChainVerifier(ledger).verify(tenant);
    }

    static CompletableFuture<Outcome<EgressPermit>> begin(Auditor auditor, Intent intent) {
        return auditor.intend(intent).toCompletableFuture();
    }

    <E extends Event> List<E> heard(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The auditor leaves a ledger alone for a moment after a failure; asks until it is over. */
    static boolean passesSoon(Auditor auditor) {
        Deadline end = Deadline.in(Duration.ofSeconds(10));
        while (!end.passed()) {
            if (auditor.intendAndWait(intent(RequestId.random())) instanceof Outcome.Passed) {
                return true;
            }
        }
        return false;
    }

    AuditRig(Path folder) {
        this.folder = folder;
    }
}
