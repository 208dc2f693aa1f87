package portcullis.storage.postgres;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import portcullis.disclosure.note.Noted;
import portcullis.disclosure.note.Noter;
import portcullis.disclosure.note.Noter.Reading;
import portcullis.disclosure.note.Noter.Values;
import portcullis.disclosure.note.Resource;
import portcullis.governance.Permission;
import portcullis.governance.permit.Permitted;
import portcullis.governance.seal.Seal;
import portcullis.kernel.Deadline;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;
import portcullis.privacy.Context;
import portcullis.privacy.EntityType;
import portcullis.privacy.Finding;
import portcullis.privacy.unfold.View;
import portcullis.testkit.Visitors;

/** Results of scans in an embedded database. */
class ScanTableTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:11:12.123456Z");
    private static final String TEXT = "Call Larkspurin at 7";
    private static final Finding NAME =
            new Finding(
                    0, 5, 15, Set.of(EntityType.PERSON), "labelled-name", 0.8, View.Kind.FOLDED);
    private static final Resource RESOURCE = new Resource("manuscript", "m-1");

    private static Database database;
    private static ScanTable table;
    private static Noter noter;
    private static Permitted caller;

    @BeforeAll
    static void open(@TempDir Path folder) {
        database = Database.embedded(folder, Deadline.in(Duration.ofSeconds(60)));
        table = new ScanTable(database, new Seal(new byte[32]));
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        noter = new Noter(table, new byte[32], clock, Duration.ofHours(1));
        caller = Visitors.arrive().permitted(new TenantId("north"), Permission.ANALYZE);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static Noted note(Values values) {
        Reading reading =
                new Reading(Context.UPLOAD, Optional.of(RESOURCE), SensitiveText.of(TEXT), values);
        return noter.note(caller, reading, List.of(NAME));
    }

    private static String rows(String table) {
        return database.acrossTenants(
                handle ->
                        handle.createQuery("SELECT t::text AS row FROM " + table + " t")
                                .mapTo(String.class)
                                .list()
                                .toString());
    }

    @Test
    @Tag("SCR-42")
    void aResultComesBackAsItWasNoted() {
        Noted noted = note(Values.KEPT);
        assertThat(table.find(caller.tenant(), noted.id())).contains(noted);
        assertThat(table.about(caller.tenant(), RESOURCE, 10)).contains(noted);
        assertThat(table.find(new TenantId("south"), noted.id())).isEmpty();
        assertThat(table.about(new TenantId("south"), RESOURCE, 10)).isEmpty();
    }

    @Test
    @Tag("SCR-42")
    @Tag("GOV-57")
    void noValueStandsInTheTables() {
        note(Values.KEPT);
        assertThat(rows("phi_scan")).contains("labelled-name").doesNotContain("Larkspurin");
        String sealed =
                database.acrossTenants(
                        handle ->
                                handle.createQuery("SELECT sealed FROM phi_values")
                                        .map(
                                                (row, _) ->
                                                        new String(
                                                                row.getBytes("sealed"), ISO_8859_1))
                                        .list()
                                        .toString());
        assertThat(sealed).hasSizeGreaterThan(10).doesNotContain("Larkspurin");
    }

    @Test
    void keptValuesGoWhenTheirTimeIsOver() {
        Noted noted = note(Values.KEPT);
        assertThat(noted.kept()).contains(NOW.plus(Duration.ofHours(1)));
        assertThat(table.sweep(NOW)).isZero();
        assertThat(table.sweep(NOW.plus(Duration.ofHours(1)))).isPositive();
        assertThat(rows("phi_values")).isEqualTo("[]");
        assertThat(note(Values.FORGOTTEN).kept()).isEmpty();
        assertThat(rows("phi_values")).isEqualTo("[]");
    }

    @Test
    @Tag("R-385")
    @Tag("SCR-42")
    void scansOfAResourceAreFoundByTheirIndex() {
        note(Values.FORGOTTEN);
        String plan =
                database.within(
                        caller.tenant(),
                        handle -> {
                            handle.execute("SET LOCAL enable_seqscan = off");
                            return handle.createQuery(
                                            "EXPLAIN SELECT id FROM phi_scan WHERE resource_type ="
                                                    + " 'manuscript' AND resource_id = 'm-1'")
                                    .mapTo(String.class)
                                    .list()
                                    .toString();
                        });
        assertThat(plan).contains("phi_scan_by_resource");
    }
}
