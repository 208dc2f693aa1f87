package portcullis.server.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import portcullis.governance.Permission;
import portcullis.governance.Role;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Deadline;
import portcullis.kernel.Event;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.TenantId;
import portcullis.library.Accepted;
import portcullis.library.Document;
import portcullis.library.upload.Upload;
import portcullis.library.upload.Uploader;
import portcullis.storage.postgres.Database;
import portcullis.storage.postgres.LibraryTables;
import portcullis.testkit.Visitors;

/** The guide in the libraries of tenants, on a real database. */
@Tag("AST-21")
class SeederTest {
    private static final Map<String, byte[]> FIRST =
            Map.of("a.md", bytes("# A\n\nFirst."), "b.md", bytes("# B\n\nFirst."));
    private static final Map<String, byte[]> SECOND =
            Map.of("a.md", bytes("# A\n\nSecond."), "b.md", bytes("# B\n\nFirst."));
    private static final Visitors VISITORS = Visitors.arrive();
    private static Database database;
    private static LibraryTables tables;
    private static int tenants;
    private final TenantId tenant = new TenantId("clinic-" + tenants++);
    private final List<Event> events = new ArrayList<>();

    @BeforeAll
    static void open(@TempDir Path folder) {
        database = Database.embedded(folder, Deadline.in(Duration.ofSeconds(60)));
        tables = LibraryTables.open(database, Clock.systemUTC());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** A server that starts, sees the tenant, and stops. */
    private void visit(Map<String, byte[]> pages, Role role) {
        visit(pages, role, SeederTest::take);
    }

    private void visit(
            Map<String, byte[]> pages,
            Role role,
            java.util.function.BiFunction<Permitted, Upload, Outcome<Accepted>> library) {
        try (Seeder seeder = new Seeder(pages, tables.guide(), library, events::add)) {
            seeder.met(VISITORS.identified(tenant, role));
            seeder.met(VISITORS.identified(tenant, role));
            assertThat(seeder.awaitIdle(Deadline.in(Duration.ofSeconds(30)))).isTrue();
        }
    }

    private static Outcome<Accepted> take(Permitted caller, Upload upload) {
        return new Uploader(Uploader.MOST_BYTES)
                .upload(upload)
                .map(uploaded -> tables.documents().accept(caller, uploaded));
    }

    private Permitted caller(Permission permission) {
        return VISITORS.permitted(tenant, permission);
    }

    /** Newest version by name. */
    private Map<String, Integer> library() {
        Map<String, Integer> found = new TreeMap<>();
        for (Document document :
                tables.documents().list(caller(Permission.VIEW), Optional.empty(), 100)) {
            found.put(document.name().reveal(), document.latest().number());
        }
        return found;
    }

    private void delete(String name) {
        tables.documents().list(caller(Permission.VIEW), Optional.empty(), 100).stream()
                .filter(document -> document.name().reveal().equals(name))
                .forEach(
                        document ->
                                tables.documents()
                                        .delete(caller(Permission.DELETE), document.id()));
    }

    @Test
    void aTenantIsGivenEveryPageOnce() {
        visit(FIRST, Role.PRACTITIONER);
        visit(FIRST, Role.ADMIN);
        assertThat(library()).isEqualTo(Map.of("a.md", 1, "b.md", 1));
        assertThat(events).isEmpty();
    }

    @Test
    void aChangedPageBecomesANewVersion() {
        visit(FIRST, Role.ADMIN);
        visit(SECOND, Role.ADMIN);
        assertThat(library()).isEqualTo(Map.of("a.md", 2, "b.md", 1));
    }

    @Test
    void aDeletedPageDoesNotComeBack() {
        visit(FIRST, Role.ADMIN);
        delete("a.md");
        visit(FIRST, Role.ADMIN);
        visit(SECOND, Role.ADMIN);
        assertThat(library()).isEqualTo(Map.of("b.md", 1));
    }

    @Test
    void aDocumentOfTheTenantIsNeverReplaced() {
        Upload own =
                new Upload(
                        portcullis.kernel.SensitiveText.of("a.md"),
                        Optional.empty(),
                        new java.io.ByteArrayInputStream(bytes("# Our own")));
        Visitors.passed(take(caller(Permission.UPLOAD), own));
        visit(FIRST, Role.ADMIN);
        assertThat(library()).isEqualTo(Map.of("a.md", 1, "b.md", 1));
    }

    @Test
    void whoMayNotUploadSeedsNothing() {
        visit(FIRST, Role.VIEWER);
        assertThat(library()).isEmpty();
    }

    @Test
    void whatTheLibraryRefusesIsToldAndTriedAgain() {
        visit(FIRST, Role.ADMIN, (_, _) -> Outcome.refused(RefusalCode.STORE_UNAVAILABLE));
        assertThat(events).contains(new GuideWithheld(tenant, RefusalCode.STORE_UNAVAILABLE));
        visit(FIRST, Role.ADMIN);
        assertThat(library()).hasSize(2);
    }
}
