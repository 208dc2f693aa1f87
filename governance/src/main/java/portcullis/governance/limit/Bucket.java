package portcullis.governance.limit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;

/**
 * The requests and tokens of one key as two token buckets that are taken from together or not at
 * all. A bucket is kept as the moment when it will be full again (the generic cell rate algorithm):
 * nothing has to run to refill it, and one compare-and-set decides without a lock.
 */
final class Bucket {
    /** In full buckets; the limiter remembers a bucket for longer than such a debt lasts. */
    static final int WORST_DEBT = 10;

    private final Limits limits;
    private final AtomicReference<Full> full;

    /** When the two buckets are full again, in nanoseconds of the monotonic clock. */
    private record Full(long requests, long tokens) {}

    Bucket(Limits limits, long now) {
        this.limits = limits;
        this.full = new AtomicReference<>(new Full(now, now));
    }

    /** Takes one request and these tokens; or nothing, and says what is short and for how long. */
    Outcome<Standing> take(long tokens, long now) {
        if (tokens > limits.tokens().burst()) {
            return Outcome.refused(
                    Refusal.of(RefusalCode.OVER_LIMIT).withLimit(limits.tokens().burst()));
        }
        while (true) {
            Full before = full.get();
            Full after =
                    new Full(
                            later(before.requests, now, limits.requests().nanosFor(1)),
                            later(before.tokens, now, limits.tokens().nanosFor(tokens)));
            long requestsShort = shortBy(limits.requests(), after.requests - now);
            long tokensShort = shortBy(limits.tokens(), after.tokens - now);
            if (requestsShort > 0 || tokensShort > 0) {
                Rate tighter = requestsShort >= tokensShort ? limits.requests() : limits.tokens();
                return refused(tighter, Math.max(requestsShort, tokensShort));
            }
            if (full.compareAndSet(before, after)) {
                return Outcome.passed(standing(after, now));
            }
        }
    }

    /**
     * Gives tokens back, or takes more when negative; a debt makes later calls wait, at most for
     * ten full buckets.
     */
    void giveBack(long tokens) {
        Rate rate = limits.tokens();
        long owed = Math.min(-tokens, WORST_DEBT * rate.burst());
        long nanos = tokens >= 0 ? -rate.nanosFor(tokens) : rate.nanosFor(owed);
        full.updateAndGet(at -> new Full(at.requests, at.tokens + nanos));
    }

    Standing standing(long now) {
        return standing(full.get(), now);
    }

    private Standing standing(Full at, long now) {
        return new Standing(
                dimension(limits.requests(), at.requests - now),
                dimension(limits.tokens(), at.tokens - now));
    }

    private static Standing.Dimension dimension(Rate rate, long untilFull) {
        long used = Math.max(0, untilFull);
        long free = rate.countIn(Math.max(0, rate.nanosFor(rate.burst()) - used));
        return new Standing.Dimension(
                rate.amount(), Math.min(rate.amount(), free), Duration.ofNanos(used));
    }

    private static long later(long fullAt, long now, long nanos) {
        return (fullAt - now > 0 ? fullAt : now) + nanos;
    }

    private static long shortBy(Rate rate, long untilFull) {
        return untilFull - rate.nanosFor(rate.burst());
    }

    private static Outcome<Standing> refused(Rate rate, long nanos) {
        return Outcome.refused(
                Refusal.of(RefusalCode.OVER_LIMIT)
                        .withLimit(rate.amount())
                        .after(Duration.ofNanos(nanos)));
    }
}
