package portcullis.bench;

/**
 * Counts of durations in buckets that grow with the value: a percentile is at most 1/32 (3 %) above
 * the true one. Negative durations count as zero.
 */
final class Histogram {
    private static final int BITS = 5;
    private static final int PER_OCTAVE = 1 << BITS;

    private final long[] counts = new long[64 * PER_OCTAVE];
    private long total;

    void record(long nanos) {
        counts[bucket(Math.max(0, nanos))]++;
        total++;
    }

    void add(Histogram other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        total += other.total;
    }

    long total() {
        return total;
    }

    /** The duration in nanoseconds that this share (0 to 1) of all does not exceed; 0 if empty. */
    long percentile(double share) {
        long wanted = Math.max(1, (long) Math.ceil(share * total));
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return top(i);
            }
        }
        return 0;
    }

    double millis(double share) {
        return percentile(share) / 1e6;
    }

    /** Below 32 every value has its bucket; then 32 buckets for every doubling. */
    private static int bucket(long nanos) {
        if (nanos < PER_OCTAVE) {
            return (int) nanos;
        }
        int octave = 63 - Long.numberOfLeadingZeros(nanos) - BITS;
        return (octave + 1) * PER_OCTAVE + (int) ((nanos >>> octave) - PER_OCTAVE);
    }

    private static long top(int bucket) {
        int octave = bucket / PER_OCTAVE - 1;
        if (octave < 0) {
            return bucket;
        }
        return ((bucket % PER_OCTAVE + PER_OCTAVE + 1L) << octave) - 1;
    }
}
