package portcullis.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import portcullis.governance.limit.Claim;
import portcullis.governance.limit.Claim.Take;
import portcullis.governance.limit.LimitPolicy;
import portcullis.governance.limit.Measure;
import portcullis.governance.limit.Quota;
import portcullis.governance.limit.Rate;
import portcullis.governance.limit.Subject;
import portcullis.governance.limit.Taken;
import portcullis.kernel.Deadline;
import portcullis.kernel.RequestId;
import portcullis.kernel.TenantId;

/** Long windows while Redis is away, counted by the embedded server. */
@Tag("GOV-27")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WindowTableTest {
    private static final TenantId NORTH = new TenantId("north");
    private static final TenantId SOUTH = new TenantId("south");

    private Database database;
    private WindowTable one;
    private WindowTable two;

    @BeforeAll
    void begin(@TempDir Path folder) {
        database = Database.embedded(folder.resolve("db"), Deadline.in(Duration.ofSeconds(60)));
        one = new WindowTable(database);
        two = new WindowTable(database);
    }

    @AfterAll
    void end() {
        if (database != null) {
            database.close();
        }
    }

    private static Quota daily(long amount) {
        return LimitPolicy.window(
                        "any",
                        Subject.KEY,
                        java.util.Map.of(Measure.REQUESTS, new Rate(amount, Duration.ofDays(1))))
                .quotas()
                .getFirst();
    }

    private static Claim claim(TenantId tenant, Take... takes) {
        return new Claim(tenant, RequestId.random(), List.of(takes));
    }

    private static Taken take(WindowTable table, Claim claim) {
        return table.take(claim).toCompletableFuture().join();
    }

    @Test
    void replicasTogetherNeverPassTheLimit() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                WindowTable table = i % 2 == 0 ? one : two;
                all.add(threads.submit(taking(table)));
            }
            int admitted = 0;
            for (Future<Integer> each : all) {
                admitted += each.get(60, TimeUnit.SECONDS);
            }
            assertThat(admitted).isEqualTo(20);
        }
    }

    private static Callable<Integer> taking(WindowTable table) {
        return () -> {
            int admitted = 0;
            for (int i = 0; i < 10; i++) {
                Claim claim = claim(NORTH, new Take("shared", daily(20), 1));
                Taken taken = take(table, claim);
                for (int again = 0; taken instanceof Taken.Away && again < 100; again++) {
                    taken = take(table, claim); // a slow machine, which took nothing in the end
                }
                admitted += taken instanceof Taken.All ? 1 : 0;
            }
            return admitted;
        };
    }

    @Test
    void allOrNothingIsTaken() {
        Take room = new Take("room", daily(10), 4);
        Take none = new Take("none", daily(3), 4);
        Taken never = take(one, claim(NORTH, room, none));
        assertThat(never)
                .isInstanceOfSatisfying(
                        Taken.Lacking.class,
                        lacking -> {
                            assertThat(lacking.which()).isOne();
                            assertThat(lacking.delay()).isNegative();
                            assertThat(lacking.levels().getFirst().free()).isEqualTo(10);
                        });
        take(one, claim(NORTH, new Take("none", daily(3), 3)));
        Taken later = take(one, claim(NORTH, room, new Take("none", daily(3), 1)));
        assertThat(later)
                .isInstanceOfSatisfying(
                        Taken.Lacking.class,
                        lacking -> {
                            assertThat(lacking.delay())
                                    .isPositive()
                                    .isLessThanOrEqualTo(Duration.ofDays(1));
                            assertThat(lacking.levels().getFirst().free()).isEqualTo(10);
                        });
    }

    @Test
    void whatIsGivenBackCanBeTakenAgain() {
        Claim claim = claim(NORTH, new Take("back", daily(5), 5));
        Taken.All taken = (Taken.All) take(one, claim);
        assertThat(take(one, claim(NORTH, new Take("back", daily(5), 1))))
                .isInstanceOf(Taken.Lacking.class);
        one.giveBack(claim(NORTH, new Take("back", daily(5), 3)), taken.levels());
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        Claim look = claim(NORTH, new Take("back", daily(5), 0));
        while (free(take(two, look)) != 3) {
            assertThat(System.nanoTime() - until).as("given back in time").isNegative();
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static long free(Taken taken) {
        return taken instanceof Taken.All(List<Taken.Level> levels) ? levels.getFirst().free() : -1;
    }

    @Test
    void tenantsCountApart() {
        take(one, claim(NORTH, new Take("apart", daily(5), 5)));
        assertThat(take(one, claim(SOUTH, new Take("apart", daily(5), 5))))
                .isInstanceOf(Taken.All.class);
    }

    @Test
    void aDatabaseThatIsGoneIsSaidToBeAway(@TempDir Path folder) {
        Database gone =
                Database.embedded(folder.resolve("db"), Deadline.in(Duration.ofSeconds(60)));
        WindowTable table = new WindowTable(gone);
        gone.close();
        assertThat(take(table, claim(NORTH, new Take("x", daily(5), 1))))
                .isInstanceOf(Taken.Away.class);
    }
}
