package portcullis.governance.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import portcullis.governance.limit.Claim.Take;

/**
 * Counts in this process. A bucket is kept as the moment when it will be full again (the generic
 * cell rate algorithm), a window as its number and what was used: nothing has to run to refill
 * them. The claims of a tenant are decided about one after the other.
 */
final class CountersHere implements Counters {
    private static final int MOST_COUNTERS = 200_000;
    private static final int STRIPES = 64;

    /** Nobody knows when one of the running requests ends. */
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private static final Duration LONGEST = Duration.ofDays(1).multipliedBy(2L * (WORST_DEBT + 1));

    private final Clock clock;
    private final LongSupplier nanos;
    private final Cache<String, Counter> counters;
    private final List<ReentrantLock> locks =
            IntStream.range(0, STRIPES).mapToObj(_ -> new ReentrantLock()).toList();

    /** Guarded by the lock of its tenant. */
    private static final class Counter {
        private long fullAt;
        private long window;
        private long used;

        private Counter(long now) {
            this.fullAt = now;
        }
    }

    /** The moment of a decision: nanoseconds that refill, milliseconds that windows follow. */
    private record Now(long nanos, long millis) {}

    CountersHere(Clock clock, LongSupplier nanos) {
        this.clock = clock;
        this.nanos = nanos;
        this.counters =
                Caffeine.newBuilder()
                        .executor(Runnable::run)
                        .maximumSize(MOST_COUNTERS)
                        .expireAfterAccess(LONGEST)
                        .ticker(nanos::getAsLong)
                        .build();
    }

    @Override
    public CompletionStage<Taken> take(Claim claim) {
        return CompletableFuture.completedFuture(decide(claim));
    }

    Taken decide(Claim claim) {
        ReentrantLock lock = lock(claim);
        lock.lock();
        try {
            return decided(claim, now());
        } finally {
            lock.unlock();
        }
    }

    private Taken decided(Claim claim, Now now) {
        List<Take> takes = claim.takes();
        List<Counter> found = new ArrayList<>(takes.size());
        int worst = -1;
        long wait = 0;
        for (int i = 0; i < takes.size(); i++) {
            Counter counter = counter(claim, takes.get(i), now);
            found.add(counter);
            long until = wait(counter, takes.get(i), now);
            if (until != 0 && (worst < 0 || until < 0 || (wait >= 0 && until > wait))) {
                worst = i;
                wait = until;
            }
        }
        if (worst < 0) {
            for (int i = 0; i < takes.size(); i++) {
                use(found.get(i), takes.get(i));
            }
            return new Taken.All(levels(found, takes, now));
        }
        return new Taken.Lacking(worst, Duration.ofNanos(wait), levels(found, takes, now));
    }

    /** Nanoseconds until the take fits: 0 now, negative never. */
    private static long wait(Counter counter, Take take, Now now) {
        Quota quota = take.quota();
        if (take.amount() > quota.capacity()) {
            return -1;
        }
        return switch (quota.shape()) {
            case TOKEN_BUCKET -> {
                long after = counter.fullAt + quota.rate().nanosFor(take.amount());
                yield Math.max(0, after - now.nanos() - quota.rate().nanosFor(quota.capacity()));
            }
            case FIXED_WINDOW ->
                    counter.used + take.amount() <= quota.capacity() || take.amount() == 0
                            ? 0
                            : Math.max(1, untilEdge(quota, now).toNanos());
            case CONCURRENT ->
                    counter.used + take.amount() <= quota.capacity() || take.amount() == 0
                            ? 0
                            : AGAIN.toNanos();
        };
    }

    private static void use(Counter counter, Take take) {
        switch (take.quota().shape()) {
            case TOKEN_BUCKET -> counter.fullAt += take.quota().rate().nanosFor(take.amount());
            case FIXED_WINDOW, CONCURRENT -> counter.used += take.amount();
        }
    }

    private static List<Taken.Level> levels(List<Counter> found, List<Take> takes, Now now) {
        List<Taken.Level> levels = new ArrayList<>(takes.size());
        for (int i = 0; i < takes.size(); i++) {
            levels.add(level(found.get(i), takes.get(i).quota(), now));
        }
        return levels;
    }

    private static Taken.Level level(Counter counter, Quota quota, Now now) {
        return switch (quota.shape()) {
            case TOKEN_BUCKET -> {
                long used = Math.max(0, counter.fullAt - now.nanos());
                long room = quota.rate().nanosFor(quota.capacity()) - used;
                long free = quota.rate().countIn(Math.max(0, room));
                yield new Taken.Level(free, Duration.ofNanos(used), 0);
            }
            case FIXED_WINDOW ->
                    new Taken.Level(
                            Math.max(0, quota.capacity() - counter.used),
                            untilEdge(quota, now),
                            counter.window);
            case CONCURRENT ->
                    new Taken.Level(Math.max(0, quota.capacity() - counter.used), Duration.ZERO, 0);
        };
    }

    private static Duration untilEdge(Quota quota, Now now) {
        long period = quota.period().toMillis();
        return Duration.ofMillis(period - Math.floorMod(now.millis(), period));
    }

    /** The counter as it stands now: a full bucket stays full, a new window begins at nothing. */
    private Counter counter(Claim claim, Take take, Now now) {
        String name = claim.tenant().value() + '\n' + take.counter();
        Counter counter = counters.get(name, _ -> new Counter(now.nanos()));
        switch (take.quota().shape()) {
            case TOKEN_BUCKET ->
                    counter.fullAt =
                            counter.fullAt - now.nanos() > 0 ? counter.fullAt : now.nanos();
            case FIXED_WINDOW -> {
                long window = Math.floorDiv(now.millis(), take.quota().period().toMillis());
                counter.used = counter.window == window ? counter.used : 0;
                counter.window = window;
            }
            case CONCURRENT -> {}
        }
        return counter;
    }

    @Override
    public void giveBack(Claim claim, List<Taken.Level> levels) {
        ReentrantLock lock = lock(claim);
        lock.lock();
        try {
            Now now = now();
            for (int i = 0; i < claim.takes().size(); i++) {
                Take take = claim.takes().get(i);
                back(counter(claim, take, now), take, levels.get(i));
            }
        } finally {
            lock.unlock();
        }
    }

    private static void back(Counter counter, Take take, Taken.Level then) {
        long amount = Counters.bounded(take);
        Rate rate = take.quota().rate();
        switch (take.quota().shape()) {
            case TOKEN_BUCKET ->
                    counter.fullAt += amount >= 0 ? -rate.nanosFor(amount) : rate.nanosFor(-amount);
            case FIXED_WINDOW -> {
                if (counter.window == then.window()) {
                    counter.used = Math.max(0, counter.used - amount);
                }
            }
            case CONCURRENT -> counter.used = Math.max(0, counter.used - amount);
        }
    }

    private Now now() {
        return new Now(nanos.getAsLong(), clock.millis());
    }

    private ReentrantLock lock(Claim claim) {
        return locks.get(Math.floorMod(claim.tenant().hashCode(), STRIPES));
    }
}
