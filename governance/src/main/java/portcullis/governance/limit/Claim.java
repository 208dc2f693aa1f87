package portcullis.governance.limit;

import java.util.List;
import portcullis.kernel.RequestId;
import portcullis.kernel.TenantId;

/**
 * What one request takes: of every counter, or of none.
 *
 * @param tenant whose counters these are; they are decided about together
 * @param call taking twice for one call takes once
 */
public record Claim(TenantId tenant, RequestId call, List<Take> takes) {
    public Claim {
        takes = List.copyOf(takes);
    }

    /**
     * What is taken of one counter.
     *
     * @param counter names it within the tenant
     * @param amount 0 only looks
     */
    public record Take(String counter, Quota quota, long amount) {
        Take share(int replicas) {
            return new Take(counter, quota.share(replicas), amount);
        }
    }

    /** The same in a replica that counts alone. */
    Claim share(int replicas) {
        return new Claim(tenant, call, takes.stream().map(take -> take.share(replicas)).toList());
    }
}
