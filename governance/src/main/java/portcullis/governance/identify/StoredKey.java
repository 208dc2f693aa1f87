package portcullis.governance.identify;

import java.time.Instant;
import java.util.Optional;
import portcullis.governance.Role;
import portcullis.kernel.KeyId;
import portcullis.kernel.TenantId;

/**
 * An API key as the store keeps it (GOV-10, GOV-11): never the secret, only its keyed digest.
 *
 * @param digest HMAC-SHA-256 of the whole credential under the pepper, 32 bytes, as hex
 * @param name chosen by the operator, for lists; not used in any decision
 * @param scope whose it is, and for which models
 */
public record StoredKey(
        KeyId id,
        TenantId tenant,
        String name,
        Role role,
        String digest,
        Instant created,
        Instant expires,
        Optional<Instant> revoked,
        Optional<Instant> lastUsed,
        KeyScope scope) {

    /** A key for everything, of nobody in particular. */
    public StoredKey(
            KeyId id,
            TenantId tenant,
            String name,
            Role role,
            String digest,
            Instant created,
            Instant expires,
            Optional<Instant> revoked,
            Optional<Instant> lastUsed) {
        this(id, tenant, name, role, digest, created, expires, revoked, lastUsed, KeyScope.ALL);
    }

    /** The same key for this. */
    StoredKey within(KeyScope other) {
        return new StoredKey(
                id, tenant, name, role, digest, created, expires, revoked, lastUsed, other);
    }
}
