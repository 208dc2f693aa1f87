package portcullis.storage.postgres;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import portcullis.disclosure.note.Noted;
import portcullis.disclosure.note.Noter;
import portcullis.disclosure.note.Noter.Reading;
import portcullis.disclosure.note.Noter.Values;
import portcullis.disclosure.override.Acknowledgement;
import portcullis.disclosure.override.Overridden;
import portcullis.disclosure.override.Overrider;
import portcullis.disclosure.report.Cause;
import portcullis.disclosure.report.Incident;
import portcullis.disclosure.report.Incident.Done;
import portcullis.disclosure.report.Incident.Progress;
import portcullis.disclosure.report.IncidentStore.Late;
import portcullis.disclosure.report.Reporter;
import portcullis.disclosure.report.Step;
import portcullis.disclosure.reveal.AccessEntry;
import portcullis.disclosure.reveal.AccessRequest;
import portcullis.disclosure.reveal.Revealer;
import portcullis.disclosure.tighten.PolicyRule;
import portcullis.governance.Permission;
import portcullis.governance.permit.Permitted;
import portcullis.governance.seal.Seal;
import portcullis.kernel.Deadline;
import portcullis.kernel.EventLog;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;
import portcullis.privacy.Context;
import portcullis.privacy.EntityType;
import portcullis.privacy.Finding;
import portcullis.privacy.Policy;
import portcullis.privacy.unfold.View;
import portcullis.testkit.Visitors;

/** Overrides, access requests, incidents and policies in an embedded database. */
class ReleaseTablesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:11:12.123456Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final TenantId NORTH = new TenantId("north");
    private static final TenantId SOUTH = new TenantId("south");
    private static final SensitiveText WHY = SensitiveText.of("Zibeline asked me for this text");
    private static final Seal SEAL = new Seal(new byte[32]);

    private static Database database;
    private static Noter noter;
    private static Permitted author;
    private static Permitted colleague;

    @BeforeAll
    static void open(@TempDir Path folder) {
        database = Database.embedded(folder, Deadline.in(Duration.ofSeconds(60)));
        noter = new Noter(new ScanTable(database, SEAL), new byte[32], CLOCK, Duration.ofHours(1));
        Visitors visitors = Visitors.arrive();
        author = visitors.permitted(NORTH, Permission.ANALYZE);
        colleague = visitors.permitted(NORTH, Permission.APPROVE);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static Noted scan(String text) {
        Finding name =
                new Finding(
                        0, 0, 10, Set.of(EntityType.PERSON), "labelled-name", 0.8, View.Kind.RAW);
        Reading reading =
                new Reading(Context.EXPORT, Optional.empty(), SensitiveText.of(text), Values.KEPT);
        return noter.note(author, reading, List.of(name));
    }

    private static String column(String table, String column) {
        return database.acrossTenants(
                handle ->
                        handle.createQuery("SELECT " + column + " AS sealed FROM " + table)
                                .map((row, _) -> new String(row.getBytes("sealed"), ISO_8859_1))
                                .list()
                                .toString());
    }

    @Test
    @Tag("SCR-46")
    void anOverrideIsFoundByItsTextWayTenantAndTime() {
        OverrideTable table = new OverrideTable(database, SEAL);
        Overrider overrider = new Overrider(table, CLOCK);
        Noted scan = scan("Larkspurin one");
        Overridden made =
                Visitors.passed(
                        overrider.override(
                                colleague,
                                scan,
                                new Overrider.Reasons(WHY, EnumSet.allOf(Acknowledgement.class))));
        assertThat(table.standing(NORTH, Context.EXPORT, scan.digest(), NOW)).contains(made);
        assertThat(table.standing(SOUTH, Context.EXPORT, scan.digest(), NOW)).isEmpty();
        assertThat(table.standing(NORTH, Context.UPLOAD, scan.digest(), NOW)).isEmpty();
        String other = scan("Larkspurin two").digest();
        assertThat(table.standing(NORTH, Context.EXPORT, other, NOW)).isEmpty();
        assertThat(table.standing(NORTH, Context.EXPORT, scan.digest(), made.expires())).isEmpty();
        assertThat(column("phi_overrides", "reason")).doesNotContain("Zibeline");
    }

    @Test
    @Tag("GOV-57")
    void oneOfManyWhoShowATokenAtOnceSeesTheValue() throws Exception {
        AccessTable table = new AccessTable(database, SEAL);
        Revealer revealer = new Revealer(table, new byte[32], CLOCK);
        AccessRequest asked =
                Visitors.passed(revealer.request(author, scan("Larkspurin three"), 0, WHY));
        assertThat(asked.number()).isPositive();
        AccessRequest decided =
                Visitors.passed(revealer.decide(colleague, asked.id().toString(), true));
        assertThat(table.find(NORTH, asked.id())).contains(decided);
        assertThat(table.find(SOUTH, asked.id())).isEmpty();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<SensitiveText>>> all = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                all.add(callers.submit(() -> table.redeem(decided, NOW)));
            }
            List<SensitiveText> seen = new ArrayList<>();
            for (Future<Optional<SensitiveText>> one : all) {
                one.get().ifPresent(seen::add);
            }
            assertThat(seen).containsExactly(SensitiveText.of("Larkspurin"));
        }
        List<AccessEntry> log = table.log(NORTH, 0, 100);
        assertThat(log).filteredOn(line -> line.deed() == AccessEntry.Deed.REVEALED).hasSize(1);
        assertThat(log.getLast().deed()).isEqualTo(AccessEntry.Deed.REQUESTED);
        assertThat(log.getLast().reason()).isEqualTo(WHY);
        assertThat(table.log(SOUTH, 0, 100)).isEmpty();
        assertThat(column("phi_access", "reason")).doesNotContain("Zibeline");
    }

    @Test
    @Tag("SCR-47")
    void incidentsComeBackWithTheirStepsAndLateOnesAreToldOnce() {
        IncidentTable table = new IncidentTable(database, SEAL);
        Reporter reporter = new Reporter(table, CLOCK, EventLog.silent());
        Incident incident = reporter.report(author, WHY);
        Incident kept = table.find(NORTH, incident.id()).orElseThrow();
        assertThat(kept).usingRecursiveComparison().ignoringFields("number").isEqualTo(incident);
        assertThat(table.find(SOUTH, incident.id())).isEmpty();
        Progress done =
                new Progress(
                        Step.CONTAINMENT,
                        NOW.plus(Step.CONTAINMENT.within()),
                        "kim",
                        Optional.of(new Done(author.key(), NOW)),
                        WHY);
        assertThat(table.progress(kept, done)).isTrue();
        assertThat(table.progress(kept, done)).isFalse();
        assertThat(table.find(NORTH, kept.id()).orElseThrow().steps()).contains(done);
        Instant later = NOW.plus(Duration.ofHours(25));
        assertThat(table.standing(later).overdue()).isEqualTo(2);
        assertThat(table.late(later))
                .containsExactlyInAnyOrder(
                        new Late(NORTH, kept.id(), Step.ASSESSMENT),
                        new Late(NORTH, kept.id(), Step.OFFICER_NOTICE));
        assertThat(table.late(later)).isEmpty();
        assertThat(table.standing(later).open()).isEqualTo(1);
        assertThat(column("phi_incidents", "summary")).doesNotContain("Zibeline");
        assertThat(column("phi_incident_steps", "note")).doesNotContain("Zibeline");
        reporter.open(SOUTH, Cause.RESCAN, Optional.empty());
        assertThat(table.openedSince(SOUTH, Cause.RESCAN, NOW.minusSeconds(1))).isTrue();
        assertThat(table.openedSince(NORTH, Cause.RESCAN, NOW.minusSeconds(1))).isFalse();
    }

    @Test
    @Tag("SCR-68")
    void aKeptPolicyOnlyGetsStricter() {
        PolicyTable table = new PolicyTable(database);
        for (Policy policy : List.of(Policy.REDACT, Policy.BLOCK, Policy.PSEUDONYMISE)) {
            PolicyRule rule =
                    new PolicyRule(Optional.of(NORTH), Optional.empty(), Context.AI_INPUT, policy);
            table.tighten(rule, author.key(), NOW);
        }
        assertThat(table.all())
                .containsExactly(
                        new PolicyRule(
                                Optional.of(NORTH),
                                Optional.empty(),
                                Context.AI_INPUT,
                                Policy.BLOCK));
    }
}
