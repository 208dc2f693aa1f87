package portcullis.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import portcullis.governance.Permission;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Deadline;
import portcullis.kernel.EventLog;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.TenantId;
import portcullis.library.Accepted;
import portcullis.library.IngestSettings;
import portcullis.library.Ingestion;
import portcullis.library.Status;
import portcullis.library.Version;
import portcullis.privacy.Inspection;
import portcullis.privacy.find.FormatDetector;
import portcullis.testkit.Visitors;

/** The whole journey, from bytes to searchable chunks, with real rooms, children and tables. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IngestionTest {
    private static final IngestSettings QUICK =
            new IngestSettings(2, Duration.ofMillis(600), Desk.PATIENCE, 3, Duration.ofMillis(20));

    private static int tenants;

    private Database database;
    private Path folder;
    private Permitted owner;
    private Permitted stranger;

    @BeforeAll
    void start(@TempDir Path temporary) {
        folder = temporary;
        database = Database.embedded(folder.resolve("db"), Deadline.in(Desk.PATIENCE));
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @BeforeEach
    void arrive() {
        tenants++;
        Visitors visitors = Visitors.arrive();
        owner = visitors.permitted(new TenantId("owner-" + tenants), Permission.UPLOAD);
        stranger = visitors.permitted(new TenantId("stranger-" + tenants), Permission.UPLOAD);
    }

    private Desk desk() {
        return new Desk(database, folder.resolve("children"));
    }

    private static Ingestion ingestion(Desk desk, Inspection inspection) {
        Ingestion.Stores stores =
                new Ingestion.Stores(desk.tables.documents(), desk.tables.workbench());
        return new Ingestion(desk.rooms(inspection), stores, QUICK, EventLog.silent());
    }

    @Test
    void anUploadBecomesMaskedPagesAndChunks() {
        Desk desk = desk();
        try (Ingestion ingestion = ingestion(desk, Inspection.firstWidth())) {
            ingestion.start();
            Accepted accepted = take(ingestion, "plan.md", "# Plan\nMail jane@example.org.\n");
            Version version = settled(desk, accepted);
            assertThat(version.status()).isEqualTo(Status.COMPLETED);
            String text =
                    desk.tables
                            .documents()
                            .page(owner, accepted.document(), 1, 1)
                            .orElseThrow()
                            .text()
                            .reveal();
            assertThat(text).isEqualTo("Plan\n\nMail [EMAIL_1].");
            assertThat(desk.tables.documents().page(stranger, accepted.document(), 1, 1)).isEmpty();
        }
    }

    @Test
    @Tag("LIB-29")
    void theSameFileTwiceIsProcessedOnce() {
        Desk desk = desk();
        try (Ingestion ingestion = ingestion(desk, Inspection.firstWidth())) {
            ingestion.start();
            Accepted first = take(ingestion, "a.txt", "Aspirin thins blood.");
            settled(desk, first);
            int made = desk.vectors.made.get();
            Accepted again = take(ingestion, "a.txt", "Aspirin thins blood.");
            assertThat(again.arrival()).isEqualTo(Accepted.Arrival.EXISTING);
            assertThat(again.status()).isEqualTo(Status.COMPLETED);
            assertThat(desk.vectors.made).hasValue(made);
        }
    }

    @Test
    void whoMayNotUploadCannot() {
        Desk desk = desk();
        Permitted reader = desk.caller("owner-" + tenants, Permission.VIEW);
        try (Ingestion ingestion = ingestion(desk, Inspection.firstWidth())) {
            assertThat(refusal(ingestion.take(reader, Desk.file("a.txt", "text"))))
                    .contains(RefusalCode.FORBIDDEN);
        }
    }

    @Test
    void aFileThatCannotBeReadFailsWithItsReason() {
        Desk desk = desk();
        try (Ingestion ingestion = ingestion(desk, Inspection.firstWidth())) {
            ingestion.start();
            Accepted accepted = take(ingestion, "a.pdf", "%PDF-1.7\nnothing else\n");
            Version version = settled(desk, accepted);
            assertThat(version.status()).isEqualTo(Status.FAILED);
            assertThat(version.reason()).contains(RefusalCode.DOCUMENT_UNREADABLE);
        }
    }

    @Test
    @Tag("LIB-45")
    void aBrokenDetectorIndexesNothingAndSetsTheDocumentAside() {
        Desk desk = desk();
        AtomicInteger calls = new AtomicInteger();
        Inspection broken =
                new Inspection(
                        List.of(
                                (view, deadline) -> {
                                    calls.incrementAndGet();
                                    throw new IllegalStateException("broken");
                                }));
        try (Ingestion ingestion = ingestion(desk, broken)) {
            ingestion.start();
            Accepted accepted = take(ingestion, "a.txt", "Aspirin thins blood.");
            Version version = settled(desk, accepted);
            assertThat(version.status()).isEqualTo(Status.QUARANTINED);
            assertThat(version.reason()).contains(RefusalCode.SCAN_FAILED);
            assertThat(calls.get()).isGreaterThanOrEqualTo(QUICK.attempts());
            assertThat(desk.tables.documents().page(owner, accepted.document(), 1, 1)).isEmpty();
            assertThat(desk.vectors.made).hasValue(0);
        }
    }

    @Test
    @Tag("LIB-45")
    void aDetectorThatComesBackLetsTheDocumentThrough() {
        Desk desk = desk();
        AtomicBoolean failed = new AtomicBoolean();
        FormatDetector real = new FormatDetector();
        Inspection once =
                new Inspection(
                        List.of(
                                (view, deadline) -> {
                                    if (failed.compareAndSet(false, true)) {
                                        throw new IllegalStateException("broken");
                                    }
                                    return real.detect(view, deadline);
                                }));
        try (Ingestion ingestion = ingestion(desk, once)) {
            ingestion.start();
            Accepted accepted = take(ingestion, "a.txt", "Aspirin thins blood.");
            assertThat(settled(desk, accepted).status()).isEqualTo(Status.COMPLETED);
        }
    }

    @Test
    @Tag("LIB-2")
    void whatAKilledProcessLeftIsTakenUpByTheNextAndNothingIsEmbeddedTwice() {
        Desk killed = desk();
        Accepted accepted = killed.accept(owner, "a.txt", "Aspirin thins blood.\fIt is old.");
        // The first process embeds and is killed before it publishes: its lease just runs out.
        killed.embedded(killed.tables.workbench().claim(QUICK.lease()).orElseThrow());
        killed.close();
        assertThat(killed.vectors.made).hasValue(2);
        Desk next = desk();
        try (Ingestion ingestion = ingestion(next, Inspection.firstWidth())) {
            ingestion.start();
            Version version = settled(next, accepted);
            assertThat(version.status()).isEqualTo(Status.COMPLETED);
            assertThat(next.vectors.made).hasValue(0);
        }
    }

    @Test
    @Tag("LIB-2")
    void aWorkerThatIsSlowerThanItsLeaseKeepsItsClaim() {
        Desk desk = desk();
        FormatDetector real = new FormatDetector();
        AtomicInteger calls = new AtomicInteger();
        Inspection slow =
                new Inspection(
                        List.of(
                                (view, deadline) -> {
                                    calls.incrementAndGet();
                                    desk.tables
                                            .workbench()
                                            .awaitWork(Deadline.in(Duration.ofMillis(900)));
                                    return real.detect(view, deadline);
                                }));
        try (Ingestion ingestion = ingestion(desk, slow)) {
            ingestion.start();
            Accepted accepted = take(ingestion, "a.txt", "Aspirin thins blood.");
            assertThat(settled(desk, accepted).status()).isEqualTo(Status.COMPLETED);
            assertThat(attempts(accepted)).isEqualTo(1);
        }
    }

    private int attempts(Accepted accepted) {
        return database.within(
                owner.tenant(),
                handle ->
                        handle.createQuery(
                                        "SELECT attempt FROM library_versions WHERE document = :id")
                                .bind("id", accepted.document().value())
                                .mapTo(Integer.class)
                                .one());
    }

    private Accepted take(Ingestion ingestion, String name, String text) {
        return Visitors.passed(ingestion.take(owner, Desk.file(name, text)));
    }

    /** The newest version, when nobody works on it any more. */
    private Version settled(Desk desk, Accepted accepted) {
        Deadline end = Deadline.in(Desk.PATIENCE);
        Version version = latest(desk, accepted);
        Doorbell quiet = new Doorbell(Duration.ofMillis(30));
        while (version.status() == Status.PENDING || version.status() == Status.PROCESSING) {
            assertThat(end.passed()).isFalse();
            quiet.await(() -> false, Deadline.in(Duration.ofMillis(30)));
            version = latest(desk, accepted);
        }
        return version;
    }

    private Version latest(Desk desk, Accepted accepted) {
        return desk.tables.documents().find(owner, accepted.document()).orElseThrow().latest();
    }

    private static Optional<RefusalCode> refusal(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Passed<?> passed -> Optional.empty();
            case Outcome.Refused<?> refused -> Optional.of(refused.refusal().code());
        };
    }
}
