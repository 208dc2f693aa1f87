package portcullis.gateway.remember;

import java.util.Optional;

/**
 * What the memory did since the start (GTW-34).
 *
 * @param evictions of entries that had to make room
 * @param entries about how many are in this process now
 * @param bytes about what they hold
 * @param far the tier that processes share, when there is one
 */
public record Tally(Counts counts, long evictions, long entries, long bytes, Optional<Far> far) {

    /**
     * How calls were answered.
     *
     * @param hits from either tier
     * @param misses by a provider, and might have been remembered
     * @param joined by somebody else's call
     */
    public record Counts(long hits, long misses, long joined) {}

    /**
     * The shared tier.
     *
     * @param hits those of {@code counts} that came from there
     * @param failed looks and notes that it did not answer in time, or with an error
     * @param up whether it is asked now
     */
    public record Far(long hits, long misses, long failed, boolean up) {}

    public long hits() {
        return counts.hits();
    }

    public long misses() {
        return counts.misses();
    }

    public long joined() {
        return counts.joined();
    }

    /** Answers that cost no call, as a share of all that might: 0 to 1. */
    public double hitRate() {
        long free = hits() + joined();
        long all = free + misses();
        return all == 0 ? 0 : (double) free / all;
    }
}
