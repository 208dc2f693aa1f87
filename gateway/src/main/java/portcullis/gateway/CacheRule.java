package portcullis.gateway;

import java.time.Duration;

/**
 * Whether a model's answers are remembered.
 *
 * @param scope who may share an entry
 * @param ttl how long an entry lives (GTW-32: six hours unless configured)
 */
public record CacheRule(Scope scope, Duration ttl) {

    /** Six hours within a tenant. */
    public static final CacheRule STANDARD = new CacheRule(Scope.TENANT, Duration.ofHours(6));

    /** Never remembered. */
    public static final CacheRule OFF = new CacheRule(Scope.OFF, Duration.ZERO);

    /**
     * Who may share an answer. A narrower scope also needs its name: the caller's key, or the
     * header {@code x-portcullis-research} or {@code x-portcullis-session}; without the header
     * nothing is remembered.
     */
    public enum Scope {
        OFF,
        /** One key. */
        USER,
        /** One research project of a tenant. */
        RESEARCH,
        /** One session of a tenant. */
        SESSION,
        TENANT,
        /** Every tenant: for models whose answers are nobody's, and only when configured. */
        GLOBAL
    }
}
