package portcullis.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import portcullis.governance.audit.AuditLedger.Head;
import portcullis.governance.audit.AuditLedger.Sealed;
import portcullis.governance.audit.Presence;
import portcullis.kernel.Deadline;
import portcullis.kernel.RequestId;
import portcullis.kernel.StoreUnavailable;
import portcullis.kernel.TenantId;

/** What holds for audit chains on every PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AuditTableContract {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.000001Z");

    private Database database;
    private AuditTable table;
    private AuditTable survivor;

    abstract Database open(Path folder) throws Exception;

    @BeforeAll
    void begin(@TempDir Path folder) throws Exception {
        database = open(folder);
        table = new AuditTable(database);
        survivor = new AuditTable(database);
    }

    @AfterAll
    void end() {
        if (database != null) {
            database.close();
        }
    }

    @Test
    @Tag("GOV-49")
    void anEmptyChainEndsInTheHashOfNothing() {
        List<Head> seen = new ArrayList<>();
        table.append(
                only("empty"),
                heads -> {
                    seen.addAll(heads.values());
                    return List.of();
                });
        assertThat(seen)
                .containsExactly(
                        new Head(
                                0,
                                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        assertThat(table.tenants()).doesNotContain(new TenantId("empty"));
    }

    @Test
    @Tag("GOV-48")
    void whatIsReadIsWhatWasHashed() {
        byte[] body = body("intent", RequestId.random(), NOON);
        append("bytes", body);
        Sealed entry = table.read(new TenantId("bytes"), 1, 10).getFirst();
        assertThat(entry.body()).isEqualTo(body);
        assertThat(entry.leaf()).isEqualTo(leaf(body));
        assertThat(entry.seq()).isEqualTo(1);
        assertThat(table.tenants()).contains(new TenantId("bytes"));
    }

    @Test
    @Tag("GOV-49")
    void aBatchOfHundredsForManyTenantsIsOneTransaction() {
        SortedSet<TenantId> tenants = tenants("batch-b", "batch-a", "batch-c");
        table.append(
                tenants,
                heads ->
                        tenants.stream()
                                .flatMap(tenant -> chain(tenant, heads.get(tenant), 200).stream())
                                .toList());
        for (TenantId tenant : tenants) {
            assertThat(seqs(tenant)).isEqualTo(LongStream.rangeClosed(1, 200).boxed().toList());
        }
        assertThat(table.read(new TenantId("batch-a"), 150, 3))
                .extracting(Sealed::seq)
                .containsExactly(150L, 151L, 152L);
    }

    @Test
    @Tag("GOV-49")
    void writersAtTheSameTimeLeaveNoGapAndNoFork() throws Exception {
        SortedSet<TenantId> both = tenants("race-a", "race-b");
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int writer = 0; writer < 8; writer++) {
                all.add(writers.submit(() -> writeTwentyTimes(both)));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        for (TenantId tenant : both) {
            assertThat(seqs(tenant)).isEqualTo(LongStream.rangeClosed(1, 160).boxed().toList());
        }
    }

    /** Each seals onto heads that the other has moved since. */
    @Test
    @Tag("GOV-49")
    void processesThatTakeTurnsContinueEachOthersChain() {
        TenantId tenant = new TenantId("turns");
        for (int turn = 0; turn < 6; turn++) {
            AuditTable writer = turn % 3 == 0 ? table : survivor;
            writer.append(only("turns"), heads -> chain(tenant, heads.get(tenant), 2));
        }
        assertThat(seqs(tenant)).isEqualTo(LongStream.rangeClosed(1, 12).boxed().toList());
        assertThat(survivor.head(tenant)).isEqualTo(table.head(tenant));
    }

    @Test
    void anEntryThatDoesNotContinueTheChainIsRefusedWithItsWholeBatch() {
        byte[] body = body("intent", RequestId.random(), NOON);
        TenantId tenant = new TenantId("gap");
        Sealed first = new Sealed(tenant, 1, body, leaf(body));
        Sealed third = new Sealed(tenant, 3, body, leaf(body));
        assertThatThrownBy(() -> table.append(only("gap"), _ -> List.of(first, third)))
                .isInstanceOf(IllegalStateException.class);
        Sealed stranger = new Sealed(new TenantId("stranger"), 1, body, leaf(body));
        assertThatThrownBy(() -> table.append(only("gap"), _ -> List.of(first, stranger)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(table.read(tenant, 1, 10)).isEmpty();
    }

    @Test
    @Tag("GOV-48")
    void aLeafThatIsNotTheHashOfItsBodyIsRefused() {
        byte[] body = body("intent", RequestId.random(), NOON);
        Sealed forged = new Sealed(new TenantId("forged"), 1, body, "00".repeat(32));
        assertThatThrownBy(() -> table.append(only("forged"), _ -> List.of(forged)))
                .isInstanceOf(StoreUnavailable.class)
                .cause()
                .hasMessageContaining("SQLSTATE 23514");
        assertThat(table.read(new TenantId("forged"), 1, 10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "{\"kind\":\"intent\"}",
                "{\"kind\":\"intent\",\"time\":\"2026-03-01T12:00:00\"}",
                "{\"kind\":\"intent\",\"time\":\"now\"}",
                "{\"time\":\"2026-03-01T12:00:00Z\"}"
            })
    void aBodyThatCannotBeAskedForIsRefused(String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        Sealed entry = new Sealed(new TenantId("bad"), 1, body, leaf(body));
        assertThatThrownBy(() -> table.append(only("bad"), _ -> List.of(entry)))
                .isInstanceOf(StoreUnavailable.class)
                .cause()
                .hasMessageMatching("SQLSTATE (22...|23502|P0001) in .*");
        assertThat(table.read(new TenantId("bad"), 1, 10)).isEmpty();
    }

    @Test
    void whenSealingFailsNothingIsWritten() {
        assertThatThrownBy(
                        () ->
                                table.append(
                                        only("broken"),
                                        _ -> {
                                            throw new IllegalArgumentException("sealing failed");
                                        }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(table.read(new TenantId("broken"), 1, 10)).isEmpty();
    }

    @Test
    @Tag("GOV-46")
    void onlyIntentsWithoutReceiptAreUnfinished() {
        RequestId answered = RequestId.random();
        RequestId lost = RequestId.random();
        RequestId young = RequestId.random();
        append("open", body("intent", answered, NOON));
        append("open", body("intent", lost, NOON.plusSeconds(1)));
        append("open", body("intent", lost, NOON.plusSeconds(2)));
        append("open", body("intent", young, NOON.plusSeconds(500)));
        append("open", body("receipt", answered, NOON.plusSeconds(3)));
        append("open-2", body("receipt", lost, NOON.plusSeconds(3))); // another tenant's
        Instant before = NOON.plusSeconds(60);
        assertThat(unfinished(before, 100)).as("the writer lives").isEmpty();
        processes().ended(processes().self());
        assertThat(unfinished(before, 1)).containsExactly(2L);
        assertThat(unfinished(before, 100)).containsExactly(2L, 3L);
        assertThat(table.unfinished(before, 100)).as("taken over already").isEmpty();
        append("open", body("receipt", lost, NOON.plusSeconds(70)));
        assertThat(unfinished(before, 100)).isEmpty();
    }

    @Test
    @Tag("GOV-46")
    void anIntentAndItsReceiptInOneBatchLeaveNothingOpen() {
        RequestId request = RequestId.random();
        append(
                "pair",
                body("intent", request, NOON.minusSeconds(900)),
                body("receipt", request, NOON.minusSeconds(899)));
        assertThat(table.unfinished(NOON.minusSeconds(800), 10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_entries SET body = body WHERE false",
                "DELETE FROM audit_entries",
                "TRUNCATE audit_entries CASCADE",
                "DELETE FROM audit_heads",
                "UPDATE audit_heads SET size = size - 1 WHERE tenant = 'kept'",
                "UPDATE audit_heads SET size = size + 1 WHERE tenant = 'kept'",
                "UPDATE audit_heads SET tenant = 'other', size = 2 WHERE tenant = 'kept'"
            })
    void nothingWrittenCanBeChanged(String statement) {
        append("kept", body("intent", RequestId.random(), NOON.plusSeconds(9000)));
        assertThatThrownBy(() -> database.acrossTenants(handle -> handle.execute(statement)))
                .isInstanceOf(StoreUnavailable.class)
                .cause()
                .hasMessageContaining("SQLSTATE 23000");
    }

    @Test
    @Tag("GOV-45")
    void aCommitIsOnTheDiskWhateverTheServersDefault() {
        String mode =
                database.acrossTenants(
                        handle ->
                                handle.createQuery("SHOW synchronous_commit")
                                        .mapTo(String.class)
                                        .one());
        assertThat(mode).isNotEqualTo("off");
    }

    @Test
    @Tag("GOV-46")
    void whatADeadProcessLeftOpenIsTakenOverOnce() throws Exception {
        Processes.Rhythm quick =
                new Processes.Rhythm(Duration.ofMillis(100), Duration.ofMillis(300));
        AuditTable dying = new AuditTable(database, quick);
        AuditTable one = new AuditTable(database, quick);
        AuditTable two = new AuditTable(database, quick);
        Instant early = NOON.minusSeconds(9000);
        byte[] body = body("intent", RequestId.random(), early);
        dying.append(
                only("orphan"),
                heads -> List.of(new Sealed(new TenantId("orphan"), 1, body, leaf(body))));
        assertThat(one.unfinished(early.plusSeconds(1), 10)).isEmpty();

        try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
            Deadline end = Deadline.in(Duration.ofSeconds(10));
            int taken = 0;
            while (taken == 0 && !end.passed()) {
                Future<Integer> first = both.submit(() -> taken(one, early));
                Future<Integer> second = both.submit(() -> taken(two, early));
                taken = first.get() + second.get();
            }
            assertThat(taken).isEqualTo(1);
        }
    }

    private static int taken(AuditTable table, Instant early) {
        return table.unfinished(early.plusSeconds(1), 10).size();
    }

    private Presence processes() {
        return table.presence().orElseThrow();
    }

    private List<Long> unfinished(Instant before, int max) {
        return survivor.unfinished(before, max).stream().map(Sealed::seq).toList();
    }

    private void writeTwentyTimes(SortedSet<TenantId> tenants) {
        for (int turn = 0; turn < 20; turn++) {
            table.append(
                    tenants,
                    heads ->
                            tenants.stream()
                                    .flatMap(each -> chain(each, heads.get(each), 1).stream())
                                    .toList());
        }
    }

    private List<Long> seqs(TenantId tenant) {
        return table.read(tenant, 1, 1000).stream().map(Sealed::seq).toList();
    }

    private void append(String tenant, byte[]... bodies) {
        TenantId owner = new TenantId(tenant);
        table.append(
                only(tenant),
                (Map<TenantId, Head> heads) ->
                        IntStream.range(0, bodies.length)
                                .mapToObj(
                                        at ->
                                                new Sealed(
                                                        owner,
                                                        heads.get(owner).size() + 1 + at,
                                                        bodies[at],
                                                        leaf(bodies[at])))
                                .toList());
    }

    private static List<Sealed> chain(TenantId tenant, Head head, int length) {
        return IntStream.range(0, length)
                .mapToObj(
                        at -> {
                            byte[] body = body("receipt", RequestId.random(), NOON);
                            return new Sealed(tenant, head.size() + 1 + at, body, leaf(body));
                        })
                .toList();
    }

    private static SortedSet<TenantId> only(String tenant) {
        return tenants(tenant);
    }

    // In the wrong order on purpose: the table must lock in an order of its own.
    private static SortedSet<TenantId> tenants(String... names) {
        SortedSet<TenantId> all =
                new TreeSet<>((one, other) -> other.value().compareTo(one.value()));
        for (String name : names) {
            all.add(new TenantId(name));
        }
        return all;
    }

    private static byte[] body(String kind, RequestId request, Instant time) {
        String text =
                "{\"kind\":\"%s\",\"request\":\"%s\",\"time\":\"%s\"}"
                        .formatted(kind, request, time);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String leaf(byte[] body) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update((byte) 0);
            return HexFormat.of().formatHex(sha.digest(body));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
