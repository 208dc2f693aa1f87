package portcullis.gateway.route;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * How long a target takes to its first token. The mean moves with each call and fades to nothing in
 * silence, so that a target that was slow once is tried again.
 */
final class Latency {
    private static final double LEAST_SHARE_OF_NEWEST = 0.3;
    private static final double FADES_NANOS = 20e9;

    /** So many calls are remembered, and so many are enough to learn from. */
    private static final int MOST = 128;

    private static final int LEAST = 20;

    private final long[] last = new long[MOST];
    private long count;
    private double mean;
    private long at;

    synchronized void took(long span, long now) {
        last[(int) (count % MOST)] = span;
        double faded = Math.exp((at - now) / FADES_NANOS);
        double share = count == 0 ? 1 : Math.max(LEAST_SHARE_OF_NEWEST, 1 - faded);
        mean += share * (span - mean);
        count++;
        at = now;
    }

    /** Nanoseconds; 0 for a target that nobody has asked yet. */
    synchronized double mean(long now) {
        return mean * Math.exp((at - now) / FADES_NANOS);
    }

    /** Nanoseconds within which 95 of 100 calls had their first token; empty while too few did. */
    synchronized OptionalLong p95() {
        if (count < LEAST) {
            return OptionalLong.empty();
        }
        long[] sorted = Arrays.copyOf(last, (int) Math.min(count, MOST));
        Arrays.sort(sorted);
        return OptionalLong.of(sorted[(int) Math.ceil(sorted.length * 0.95) - 1]);
    }
}
