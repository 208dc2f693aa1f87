package portcullis.storage.postgres;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import portcullis.governance.limit.Claim;
import portcullis.governance.limit.Claim.Take;
import portcullis.governance.limit.Counters;
import portcullis.governance.limit.Taken;
import portcullis.kernel.StoreUnavailable;

/**
 * Long fixed windows of limits in PostgreSQL, by the database's own clock (GOV-27). Slower than
 * Redis, and only asked while Redis is away: at most a few claims at a time, each for half a
 * second; further ones, and all when the database is away, hear {@link Taken.Away}. A claim whose
 * answer came too late may have taken: limits are then reached a little early, never late.
 */
public final class WindowTable implements Counters {
    private static final long PATIENCE_MILLIS = 500;
    private static final int AT_ONCE = 16;

    /** Windows that ended so long ago that nobody gives anything back to them. */
    private static final String SWEEP =
            "DELETE FROM limit_windows WHERE tenant = :tenant"
                    + " AND ends < clock_timestamp() - interval '1 day'";

    private static final String TAKE =
            """
            WITH at AS (SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS ms)
            INSERT INTO limit_windows AS w (tenant, counter, number, used, ends)
            SELECT :tenant, :counter, ms / :period, :amount,
                   to_timestamp((ms / :period + 1) * :period / 1000.0) FROM at
            WHERE :amount <= :capacity
            ON CONFLICT (tenant, counter) DO UPDATE
              SET used = excluded.used
                         + CASE WHEN w.number = excluded.number THEN w.used ELSE 0 END,
                  number = excluded.number, ends = excluded.ends
              WHERE w.number <> excluded.number OR w.used + excluded.used <= :capacity
            """;

    private static final String LOOK =
            """
            WITH at AS (SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS ms)
            SELECT ms / :period AS number, :period - ms % :period AS left_ms,
                   coalesce((SELECT used FROM limit_windows w WHERE w.tenant = :tenant
                             AND w.counter = :counter AND w.number = ms / :period), 0) AS used
            FROM at
            """;

    private final Database database;
    private final Semaphore room = new Semaphore(AT_ONCE);

    public WindowTable(Database database) {
        this.database = database;
    }

    @Override
    public CompletionStage<Taken> take(Claim claim) {
        CompletableFuture<Taken> taken = new CompletableFuture<>();
        if (!room.tryAcquire()) {
            return CompletableFuture.completedFuture(new Taken.Away());
        }
        Thread.ofVirtual()
                .name("limit-windows")
                .start(
                        () -> {
                            try {
                                taken.complete(decided(claim));
                            } catch (StoreUnavailable away) {
                                taken.complete(new Taken.Away());
                            } catch (RuntimeException broken) {
                                taken.completeExceptionally(broken);
                            } finally {
                                room.release();
                            }
                        });
        return taken.completeOnTimeout(new Taken.Away(), PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .exceptionally(_ -> new Taken.Away());
    }

    private Taken decided(Claim claim) {
        return database.within(claim.tenant(), handle -> decided(handle, claim));
    }

    /** In the order of the counters' names, so that two claims never wait for each other. */
    private static Taken decided(Handle handle, Claim claim) {
        handle.createUpdate(SWEEP).bind("tenant", claim.tenant().value()).execute();
        handle.execute("SAVEPOINT untouched");
        int lacking = -1;
        for (int place : ordered(claim)) {
            Take take = claim.takes().get(place);
            if (lacking < 0 && take.amount() > 0 && !took(handle, claim, take)) {
                lacking = place;
            }
        }
        if (lacking < 0) {
            return new Taken.All(levels(handle, claim));
        }
        handle.execute("ROLLBACK TO SAVEPOINT untouched");
        List<Taken.Level> levels = levels(handle, claim);
        Take scarce = claim.takes().get(lacking);
        boolean never = scarce.amount() > scarce.quota().capacity();
        Duration wait = never ? Duration.ofNanos(-1) : levels.get(lacking).reset();
        return new Taken.Lacking(lacking, wait, levels);
    }

    private static List<Integer> ordered(Claim claim) {
        return IntStream.range(0, claim.takes().size())
                .boxed()
                .sorted(java.util.Comparator.comparing(i -> claim.takes().get(i).counter()))
                .toList();
    }

    private static boolean took(Handle handle, Claim claim, Take take) {
        return handle.createUpdate(TAKE)
                        .bind("tenant", claim.tenant().value())
                        .bind("counter", take.counter())
                        .bind("period", take.quota().rate().period().toMillis())
                        .bind("amount", take.amount())
                        .bind("capacity", take.quota().capacity())
                        .execute()
                == 1;
    }

    private static List<Taken.Level> levels(Handle handle, Claim claim) {
        List<Taken.Level> levels = new ArrayList<>();
        for (Take take : claim.takes()) {
            try (Query look = handle.createQuery(LOOK)) {
                levels.add(
                        look.bind("tenant", claim.tenant().value())
                                .bind("counter", take.counter())
                                .bind("period", take.quota().rate().period().toMillis())
                                .map(
                                        (row, _) ->
                                                new Taken.Level(
                                                        Math.max(
                                                                0,
                                                                take.quota().capacity()
                                                                        - row.getLong("used")),
                                                        Duration.ofMillis(row.getLong("left_ms")),
                                                        row.getLong("number")))
                                .one());
            }
        }
        return levels;
    }

    /**
     * Without a wait for the caller; what cannot be given back stays taken until the window ends.
     */
    @Override
    public void giveBack(Claim claim, List<Taken.Level> levels) {
        Thread.ofVirtual()
                .name("limit-windows")
                .start(
                        () -> {
                            try {
                                database.within(
                                        claim.tenant(), handle -> given(handle, claim, levels));
                            } catch (StoreUnavailable away) {
                                // the limit is reached a little early
                            }
                        });
    }

    private static int given(Handle handle, Claim claim, List<Taken.Level> levels) {
        int rows = 0;
        for (int place : ordered(claim)) {
            Take take = claim.takes().get(place);
            rows +=
                    handle.createUpdate(
                                    "UPDATE limit_windows SET used = greatest(0, used - :amount)"
                                            + " WHERE tenant = :tenant AND counter = :counter"
                                            + " AND number = :number")
                            .bind("amount", Counters.bounded(take))
                            .bind("tenant", claim.tenant().value())
                            .bind("counter", take.counter())
                            .bind("number", levels.get(place).window())
                            .execute();
        }
        return rows;
    }
}
