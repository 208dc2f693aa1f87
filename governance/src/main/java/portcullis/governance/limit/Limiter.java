package portcullis.governance.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.KeyId;
import portcullis.kernel.Outcome;

/**
 * Counts what each key uses and admits what is within its limits (GOV-22, GOV-23): requests and
 * tokens per key as token buckets, the tenant's daily budget beside them. In this process only; two
 * processes each give the whole limit. No lock is shared between keys.
 */
public final class Limiter {
    private static final int MOST_KEYS = 100_000;

    private final Limits limits;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Cache<KeyId, Bucket> buckets;
    private final DayLedger money;

    public Limiter(Limits limits, Clock clock) {
        this(limits, clock, System::nanoTime);
    }

    /**
     * @param nanos the monotonic clock that refills
     */
    Limiter(Limits limits, Clock clock, LongSupplier nanos) {
        this.limits = limits;
        this.clock = clock;
        this.nanos = nanos;
        this.money = new DayLedger(limits.dailyBudgetMicros());
        this.buckets =
                Caffeine.newBuilder()
                        .executor(Runnable::run)
                        .maximumSize(MOST_KEYS)
                        .expireAfterAccess(forgettable(limits))
                        .ticker(nanos::getAsLong)
                        .build();
    }

    /**
     * Takes one request and what the call may use at worst.
     *
     * @return refused with {@code OVER_LIMIT} (limit and wait named; no wait when it can never fit)
     *     or {@code BUDGET_SPENT}; then nothing was taken
     */
    public Outcome<Admitted> admit(Permitted caller, Demand demand) {
        long today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toEpochDay();
        Bucket bucket = bucketOf(caller);
        return money.reserve(caller.tenant(), today, demand.costMicros())
                .then(_ -> take(bucket, caller, demand, today))
                .map(
                        standing ->
                                new Admitted(
                                        caller, standing, settling(bucket, caller, demand, today)));
    }

    /** Where a key stands; costs nothing. */
    public Standing standing(Permitted caller) {
        return bucketOf(caller).standing(nanos.getAsLong());
    }

    private Outcome<Standing> take(Bucket bucket, Permitted caller, Demand demand, long today) {
        Outcome<Standing> taken = bucket.take(demand.tokens(), nanos.getAsLong());
        if (taken instanceof Outcome.Refused<Standing>) {
            money.settle(caller.tenant(), today, demand.costMicros(), 0);
        }
        return taken;
    }

    private Admitted.Settling settling(Bucket bucket, Permitted caller, Demand demand, long today) {
        return (tokens, micros) -> {
            bucket.giveBack(demand.tokens() - tokens);
            money.settle(caller.tenant(), today, demand.costMicros(), micros);
        };
    }

    private Bucket bucketOf(Permitted caller) {
        return buckets.get(caller.key(), _ -> new Bucket(limits, nanos.getAsLong()));
    }

    /** A bucket untouched for this long is full, and a full one may be forgotten. */
    private static Duration forgettable(Limits limits) {
        Duration longer =
                limits.requests().period().compareTo(limits.tokens().period()) > 0
                        ? limits.requests().period()
                        : limits.tokens().period();
        return longer.multipliedBy(2L * (Bucket.WORST_DEBT + 1));
    }
}
