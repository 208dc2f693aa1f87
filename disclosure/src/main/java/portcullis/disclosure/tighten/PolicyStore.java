package portcullis.disclosure.tighten;

import java.time.Instant;
import java.util.List;
import portcullis.kernel.KeyId;

/**
 * Where tenants' own policies are kept. Implementations block, and throw {@code StoreUnavailable}
 * when they cannot say.
 */
public interface PolicyStore {
    /** All rules of all tenants; each names its tenant. */
    List<PolicyRule> all();

    /** Keeps a rule, unless a stricter one is kept for its place. */
    void tighten(PolicyRule rule, KeyId by, Instant at);
}
