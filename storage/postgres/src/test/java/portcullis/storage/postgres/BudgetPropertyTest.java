package portcullis.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import portcullis.governance.audit.AuditLedger.Sealed;
import portcullis.governance.audit.Auditor;
import portcullis.governance.budget.Costs;
import portcullis.kernel.Deadline;
import portcullis.kernel.EventLog;
import portcullis.kernel.TenantId;

/**
 * The law of budgets (GOV-33): whatever calls do at the same time, on one process or on two of
 * which one dies at any moment, nobody ever sees more settled and reserved than the ceiling; in the
 * end the books say what the vendor says, and nothing stays reserved.
 */
class BudgetPropertyTest {
    private static final Processes.Rhythm QUICK =
            new Processes.Rhythm(Duration.ofMillis(100), Duration.ofMillis(500));
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger TENANTS = new AtomicInteger();

    private static Path folder;
    private static Database database;

    @BeforeContainer
    static void begin() throws IOException {
        folder = Files.createTempDirectory("budgets");
        database = Database.embedded(folder.resolve("db"), Deadline.in(Duration.ofSeconds(60)));
    }

    @AfterContainer
    static void end() throws IOException {
        database.close();
        try (Stream<Path> left = Files.walk(folder)) {
            for (Path one : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        }
    }

    @Provide
    Arbitrary<List<BudgetCall>> calls() {
        Arbitrary<BudgetCall.Try> attempt =
                Combinators.combine(
                                Arbitraries.longs().between(0, 60),
                                Arbitraries.longs().between(0, 100),
                                Arbitraries.integers().between(0, 3))
                        .as(BudgetCall.Try::new);
        return Combinators.combine(
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 1),
                        attempt.list().ofMinSize(1).ofMaxSize(3))
                .as(BudgetCall::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(60);
    }

    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    @Tag("GOV-33")
    @Tag("GOV-29")
    @Tag("GOV-53")
    void oneProcessSpendsToTheMillionth(@ForAll("calls") List<BudgetCall> calls) throws Exception {
        try (BudgetProcess only = process()) {
            Books books = new Books();
            run(calls, List.of(only, only), () -> {}, books);
            books.settles();
            assertThat(books.settled())
                    .as("every attempt costs what the vendor says")
                    .isEqualTo(books.vendor);
            assertThat(books.intents()).isEqualTo(books.vendor.size());
        }
    }

    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    @Tag("GOV-33")
    @Tag("GOV-46")
    void ofTwoProcessesOneMayDieAtAnyMoment(
            @ForAll("calls") List<BudgetCall> calls, @ForAll("moments") int moment)
            throws Exception {
        try (BudgetProcess living = process();
                BudgetProcess dying = process()) {
            Books books = new Books();
            AtomicInteger left = new AtomicInteger(moment);
            Runnable step =
                    () -> {
                        if (left.decrementAndGet() == 0) {
                            dying.die();
                        }
                    };
            run(calls, List.of(living, dying), step, books);
            dying.die();
            books.settles();
            Map<Costs.Sent, Long> settled = books.settled();
            books.vendor.forEach(
                    (sent, cost) ->
                            assertThat(settled.get(sent))
                                    .as("as the vendor says, or as reserved when its process died")
                                    .isIn(cost, books.orphanedAt(sent, cost)));
            assertThat(books.intents()).isGreaterThanOrEqualTo(books.vendor.size());
            assertThat(books.openIntents()).isZero();
        }
    }

    @Provide
    Arbitrary<Integer> moments() {
        return Arbitraries.integers().between(1, 80);
    }

    private static BudgetProcess process() throws IOException {
        return new BudgetProcess(
                Database.beside(folder.resolve("db"), Deadline.in(PATIENCE)), QUICK, folder);
    }

    /** Runs all calls at once, while somebody looks at the books all the time. */
    private static void run(
            List<BudgetCall> calls, List<BudgetProcess> processes, Runnable step, Books books)
            throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Long> watched = threads.submit(() -> books.watch(over));
            List<Future<?>> all = new ArrayList<>();
            for (BudgetCall call : calls) {
                BudgetProcess on = processes.get(call.process());
                all.add(threads.submit(() -> call.go(on, books, step)));
            }
            try {
                for (Future<?> one : all) {
                    one.get();
                }
            } finally {
                over.set(true); // the threads are waited for before anything is caught
            }
            assertThat(watched.get()).as("looks at the books").isPositive();
        } catch (ExecutionException broken) {
            throw new AssertionError(broken.getCause());
        }
    }

    /** The books of one run, and what the vendor has in its own. */
    static final class Books {
        final TenantId tenant = new TenantId("t" + TENANTS.incrementAndGet());
        final Map<Costs.Sent, Long> vendor = new HashMap<>();
        private final Map<Costs.Sent, Long> reserved = new HashMap<>();
        private final Map<Costs.Sent, Boolean> mortal = new HashMap<>();

        synchronized void asked(Costs.Sent sent, long held, long cost, boolean mayDie) {
            vendor.put(sent, cost);
            reserved.put(sent, held);
            mortal.put(sent, mayDie);
        }

        /** What an attempt of a process that died is settled at. */
        synchronized Long orphanedAt(Costs.Sent sent, Long otherwise) {
            return mortal.getOrDefault(sent, false) ? reserved.get(sent) : otherwise;
        }

        long watch(AtomicBoolean over) {
            long looks = 0;
            do {
                assertThat(number("settled + reserved > ceiling OR over > 0")).isZero();
                looks++;
            } while (!over.get());
            return looks;
        }

        private long number(String broken) {
            return database.within(
                    tenant,
                    handle ->
                            handle.createQuery("SELECT count(*) FROM budgets WHERE " + broken)
                                    .mapTo(Long.class)
                                    .one());
        }

        /** Waits until nothing is reserved: at most as long as a dead process may be unnoticed. */
        void settles() {
            Deadline end = Deadline.in(PATIENCE);
            while (held() + openIntents() > 0 && !end.passed()) {
                Thread.onSpinWait();
            }
            assertThat(held()).as("still reserved").isZero();
            assertThat(number("reserved <> 0")).isZero();
            long sum = settled().values().stream().mapToLong(Long::longValue).sum();
            assertThat(number("scope = 'TENANT' AND settled <> " + sum)).isZero();
        }

        private long held() {
            return count("budget_reservations");
        }

        long openIntents() {
            return count("audit_open");
        }

        private long count(String table) {
            return database.within(
                    tenant,
                    handle ->
                            handle.createQuery("SELECT count(*) FROM " + table)
                                    .mapTo(Long.class)
                                    .one());
        }

        long intents() {
            return entries().stream()
                    .filter(entry -> entry.path("kind").asText().equals("intent"))
                    .count();
        }

        /** What the chain says that each attempt cost; the first word counts. */
        Map<Costs.Sent, Long> settled() {
            Map<Costs.Sent, Long> settled = new HashMap<>();
            for (JsonNode entry : entries()) {
                entry.path("settled")
                        .properties()
                        .forEach(
                                one ->
                                        settled.putIfAbsent(
                                                BudgetCall.sent(one.getKey()),
                                                one.getValue().asLong()));
            }
            settled.keySet().removeIf(sent -> !hadIntent(sent));
            return settled;
        }

        private boolean hadIntent(Costs.Sent sent) {
            return entries().stream()
                    .anyMatch(
                            entry ->
                                    entry.path("kind").asText().equals("intent")
                                            && entry.path("attempt").asInt() == sent.attempt()
                                            && entry.path("request")
                                                    .asText()
                                                    .equals(sent.call().request().value()));
        }

        private List<JsonNode> entries() {
            List<JsonNode> entries = new ArrayList<>();
            for (Sealed sealed : new AuditTable(database).read(tenant, 1, 10_000)) {
                try {
                    entries.add(JSON.readTree(sealed.body()));
                } catch (IOException broken) {
                    throw new AssertionError(broken);
                }
            }
            return entries;
        }
    }

    /** One server process as far as money goes: its connections, its auditor, its death. */
    static final class BudgetProcess implements AutoCloseable {
        private final Database connections;
        final Auditor auditor;
        private final AtomicBoolean dead = new AtomicBoolean();

        BudgetProcess(Database connections, Processes.Rhythm rhythm, Path folder)
                throws IOException {
            this.connections = connections;
            this.auditor =
                    Auditor.open(
                            new AuditTable(connections, rhythm),
                            Files.createTempDirectory(folder, "spool"),
                            Clock.systemUTC(),
                            EventLog.silent());
        }

        /** Says nothing more to anybody, in the middle of whatever it does. */
        void die() {
            if (dead.compareAndSet(false, true)) {
                connections.close();
            }
        }

        boolean isDead() {
            return dead.get();
        }

        @Override
        public void close() {
            auditor.close(Deadline.in(Duration.ofMillis(200)));
            die();
        }
    }
}
