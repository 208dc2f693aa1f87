package portcullis.gateway.remember;

/**
 * What the memory did since the start (GTW-34).
 *
 * @param bytes about what the entries hold now
 */
public record Tally(long hits, long misses, long joined, long evictions, long bytes) {}
