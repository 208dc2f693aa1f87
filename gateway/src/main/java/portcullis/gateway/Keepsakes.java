package portcullis.gateway;

import java.time.Duration;
import java.util.Set;

/**
 * Where the digests of what vendors gave are kept beyond the memory of one process, for seven days
 * (SCR-7). It may lose some: what is lost is read like any other text. Safe for many threads.
 */
public interface Keepsakes {
    /** How long a digest is kept. */
    Duration KEPT = Duration.ofDays(7);

    /** Keeps a digest, 32 hexadecimal digits. Never waits. */
    void keep(String digest);

    /** Which of these are kept; none when that cannot be found out in a fraction of a second. */
    Set<String> kept(Set<String> digests);

    /** None: a process that is alone and forgets when it ends. */
    static Keepsakes ofOneProcess() {
        return new Keepsakes() {
            @Override
            public void keep(String digest) {}

            @Override
            public Set<String> kept(Set<String> digests) {
                return Set.of();
            }
        };
    }
}
