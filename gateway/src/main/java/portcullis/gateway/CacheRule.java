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

    /** Who may share an answer; no scope reaches beyond a tenant (GTW-3). */
    public enum Scope {
        OFF,
        TENANT
    }
}
