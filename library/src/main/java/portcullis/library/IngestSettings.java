package portcullis.library;

import java.time.Duration;

/**
 * How documents are processed in the background.
 *
 * @param workers documents at a time
 * @param lease how long a version of a killed process waits before another takes it
 * @param patience of one document for a free parser, and for its vectors
 * @param attempts before a version that keeps failing for passing reasons is set aside
 * @param pause before the second attempt; doubled with each, up to ten minutes
 */
public record IngestSettings(
        int workers, Duration lease, Duration patience, int attempts, Duration pause) {
    public static final IngestSettings DEFAULT =
            new IngestSettings(
                    2, Duration.ofSeconds(15), Duration.ofMinutes(30), 8, Duration.ofSeconds(2));

    public IngestSettings {
        if (workers < 1 || attempts < 1 || lease.toMillis() < 3) {
            throw new IllegalArgumentException(
                    "ingestion needs a worker, an attempt and a lease of at least 3 ms");
        }
    }

    /** The pause after an attempt, the first being 1. */
    Duration pauseAfter(int attempt) {
        Duration longest = Duration.ofMinutes(10);
        Duration doubled = pause.multipliedBy(1L << Math.min(attempt - 1, 16));
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }
}
