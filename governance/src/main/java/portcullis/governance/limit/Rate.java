package portcullis.governance.limit;

import java.time.Duration;

/**
 * So many per period (GOV-23).
 *
 * @param amount requests, tokens or bytes, 1 to 1,000,000,000,000
 * @param period how long the amount takes to refill, 1 ms to 366 days
 */
public record Rate(long amount, Duration period) {
    private static final long MOST = 1_000_000_000_000L;

    public Rate {
        if (amount < 1 || amount > MOST) {
            throw new IllegalArgumentException("a rate is 1 to 1,000,000,000,000 per period");
        }
        if (period.compareTo(Duration.ofMillis(1)) < 0
                || period.compareTo(Duration.ofDays(366)) > 0) {
            throw new IllegalArgumentException("the period of a rate is 1 ms to 366 days");
        }
    }

    public static Rate perMinute(long amount) {
        return new Rate(amount, Duration.ofMinutes(1));
    }

    /** How long it takes to refill {@code count}, in nanoseconds, rounded up. */
    long nanosFor(long count) {
        // Whole periods first: amount × a day in nanoseconds does not fit into 64 bits.
        double part = (double) (count % amount) / amount;
        return count / amount * period.toNanos() + (long) Math.ceil(part * period.toNanos());
    }

    /** How many were refilled in a span of nanoseconds, rounded down. */
    long countIn(long nanos) {
        return (long) Math.floor((double) nanos / period.toNanos() * amount);
    }
}
