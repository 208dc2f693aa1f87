package portcullis.server.wiring;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import portcullis.disclosure.note.Noter;
import portcullis.disclosure.override.Overrider;
import portcullis.disclosure.report.Cause;
import portcullis.disclosure.report.IncidentStore.Standing;
import portcullis.disclosure.report.Reporter;
import portcullis.disclosure.reveal.Revealer;
import portcullis.disclosure.tighten.PolicyBook;
import portcullis.governance.seal.Seal;
import portcullis.kernel.Label;
import portcullis.kernel.StoreUnavailable;
import portcullis.privacy.Inspection;
import portcullis.privacy.substitute.Substituter;
import portcullis.server.desks.IncidentDesk;
import portcullis.server.desks.OverrideDesk;
import portcullis.server.desks.PhiDesk;
import portcullis.server.desks.PolicyDesk;
import portcullis.server.desks.RevealDesk;
import portcullis.server.settings.Settings;
import portcullis.server.signals.Metric;
import portcullis.server.signals.Metrics;
import portcullis.storage.postgres.AccessTable;
import portcullis.storage.postgres.CanarySearch;
import portcullis.storage.postgres.Database;
import portcullis.storage.postgres.IncidentTable;
import portcullis.storage.postgres.OverrideTable;
import portcullis.storage.postgres.PolicyTable;
import portcullis.storage.postgres.ScanTable;

/** The disclosure floor at work: what was found, and who may see it or let it out. */
final class Disclosures {
    private static final Duration REFRESH = Duration.ofSeconds(5);
    private static final Duration WATCH = Duration.ofMinutes(1);
    // A house that is restarted every day has its round, too.
    private static final Duration FIRST_ROUND = Duration.ofMinutes(5);
    private static final Duration DAY = Duration.ofDays(1);

    private final Database database;
    private final Inspection inspection;
    private final PolicyBook policies;
    private final Noter noter;
    private final Overrider overrider;
    private final Revealer revealer;
    private final Reporter reporter;
    private final Substituter substituter;
    private final AtomicReference<Standing> standing = new AtomicReference<>(new Standing(0, 0));

    Disclosures(Cellar cellar, Settings.Privacy settings, Inspection inspection, Lent lent) {
        database = cellar.database();
        Seal seal = new Seal(secret(cellar, "phi-seal"));
        this.inspection = inspection;
        policies = new PolicyBook(settings.policies(), new PolicyTable(database), lent.clock());
        noter =
                new Noter(
                        new ScanTable(database, seal),
                        secret(cellar, "phi-fingerprints"),
                        lent.clock(),
                        settings.kept());
        overrider = new Overrider(new OverrideTable(database, seal), lent.clock());
        revealer =
                new Revealer(
                        new AccessTable(database, seal),
                        secret(cellar, "phi-tokens"),
                        lent.clock());
        reporter = new Reporter(new IncidentTable(database, seal), lent.clock(), lent.log());
        substituter = new Substituter(secret(cellar, "phi-surrogates"));
    }

    private static byte[] secret(Cellar cellar, String purpose) {
        return cellar.pepper().derive(new Label(purpose));
    }

    PolicyBook policies() {
        return policies;
    }

    Reporter reporter() {
        return reporter;
    }

    PhiRoutes.Desks desks() {
        return new PhiRoutes.Desks(
                new PhiDesk(
                        inspection,
                        noter,
                        new PhiDesk.Aftermath(
                                overrider,
                                substituter,
                                visit ->
                                        reporter.open(
                                                visit.caller().tenant(),
                                                Cause.RESCAN,
                                                Optional.of(visit.request())))),
                new PolicyDesk(policies),
                new OverrideDesk(noter, overrider),
                new RevealDesk(noter, revealer),
                new IncidentDesk(reporter));
    }

    /** The same, and what the floors tell the log opens incidents. */
    Lent watched(Lent lent) {
        return lent.with(new IncidentLog(lent.log(), reporter));
    }

    /** Open incidents and late steps, as of the last minute. */
    Standing standing() {
        return standing.get();
    }

    /** The daily round of canaries. */
    Patrol patrol(Path directory, Governors governors, Lent lent) {
        return new Patrol(
                new Patrol.Rooms(inspection, noter, governors, governors.keyOffice(lent), reporter),
                new Patrol.Sinks(directory, new CanarySearch(database)),
                lent.log());
    }

    /** Begins to look after what other processes changed, and after what is late. */
    void start(Patrol patrol, ScheduledExecutorService timer, Metrics metrics, Closing closing) {
        metrics.gauge(Metric.INCIDENTS_OPEN, () -> standing().open());
        metrics.gauge(Metric.INCIDENT_STEPS_OVERDUE, () -> standing().overdue());
        every(timer, new Rhythm(REFRESH, REFRESH), policies::refresh, closing);
        every(timer, new Rhythm(WATCH, WATCH), this::watch, closing);
        every(timer, new Rhythm(FIRST_ROUND, DAY), patrol::walk, closing);
    }

    private record Rhythm(Duration first, Duration then) {}

    private static void every(
            ScheduledExecutorService timer, Rhythm rhythm, Runnable work, Closing closing) {
        Runnable patient =
                () -> {
                    try {
                        work.run();
                    } catch (StoreUnavailable away) {
                        return; // asked again after the pause; what is known goes on to hold
                    }
                };
        Future<?> beats =
                timer.scheduleWithFixedDelay(
                        () -> Thread.ofVirtual().name("disclosure").start(patient),
                        rhythm.first().toMillis(),
                        rhythm.then().toMillis(),
                        TimeUnit.MILLISECONDS);
        closing.remember(() -> beats.cancel(false));
    }

    /** Tells of late steps, once each. */
    void watch() {
        reporter.alert();
        standing.set(reporter.standing());
    }

    /** Forgets values whose time is over. */
    void sweep() {
        noter.sweep();
    }
}
