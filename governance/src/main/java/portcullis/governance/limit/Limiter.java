package portcullis.governance.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.KeyId;
import portcullis.kernel.Outcome;

/**
 * Counts what each key uses and admits what is within its limits (GOV-22, GOV-23): requests and
 * tokens per key as token buckets. In this process only; two processes each give the whole limit.
 * No lock is shared between keys.
 */
public final class Limiter {
    private static final int MOST_KEYS = 100_000;

    private final Limits limits;
    private final LongSupplier nanos;
    private final Cache<KeyId, Bucket> buckets;

    public Limiter(Limits limits) {
        this(limits, System::nanoTime);
    }

    /**
     * @param nanos the monotonic clock that refills
     */
    Limiter(Limits limits, LongSupplier nanos) {
        this.limits = limits;
        this.nanos = nanos;
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
     * @return refused with {@code OVER_LIMIT} (limit and wait named; no wait when it can never
     *     fit); then nothing was taken
     */
    public Outcome<Admitted> admit(Permitted caller, Demand demand) {
        Bucket bucket = bucketOf(caller);
        return bucket.take(demand.tokens(), nanos.getAsLong())
                .map(
                        standing ->
                                new Admitted(
                                        caller,
                                        standing,
                                        tokens -> bucket.giveBack(demand.tokens() - tokens)));
    }

    /** Where a key stands; costs nothing. */
    public Standing standing(Permitted caller) {
        return bucketOf(caller).standing(nanos.getAsLong());
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
