package portcullis.governance.identify;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import portcullis.kernel.KeyId;
import portcullis.kernel.TenantId;

/**
 * Where keys are kept. Implementations block; they throw {@code StoreUnavailable} when they cannot
 * say.
 */
public interface KeyStore {
    Optional<StoredKey> find(KeyId id);

    /** Adds a key and, when it is new, its tenant. */
    void add(StoredKey key);

    /** All keys of a tenant, newest first; all tenants when none is named. */
    List<StoredKey> list(Optional<TenantId> tenant);

    /** True when a key of that id existed and was not yet revoked. */
    boolean revoke(KeyId id, Instant at);

    /** Remembers when a key was last used, to the minute. */
    void used(KeyId id, Instant minute);
}
