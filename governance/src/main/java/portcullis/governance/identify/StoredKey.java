package portcullis.governance.identify;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import portcullis.governance.Capability;
import portcullis.governance.Role;
import portcullis.kernel.KeyId;
import portcullis.kernel.TenantId;

/**
 * An API key as the store keeps it (GOV-10, GOV-11): never the secret, only its keyed digest.
 *
 * @param digest HMAC-SHA-256 of the whole credential under the pepper, 32 bytes, as hex
 * @param capabilities the hats of its owner
 * @param name chosen by the operator, for lists; not used in any decision
 * @param scope whose it is, and for which models
 */
public record StoredKey(
        KeyId id,
        TenantId tenant,
        String name,
        Role role,
        Set<Capability> capabilities,
        String digest,
        Instant created,
        Instant expires,
        Optional<Instant> revoked,
        Optional<Instant> lastUsed,
        KeyScope scope) {
    public StoredKey {
        capabilities = Set.copyOf(capabilities);
    }

    /** A key for everything, of nobody in particular, whose owner wears no hat. */
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
        this(
                id,
                tenant,
                name,
                role,
                Set.of(),
                digest,
                created,
                expires,
                revoked,
                lastUsed,
                KeyScope.ALL);
    }

    /** The same key for this. */
    StoredKey within(KeyScope other) {
        return new StoredKey(
                id,
                tenant,
                name,
                role,
                capabilities,
                digest,
                created,
                expires,
                revoked,
                lastUsed,
                other);
    }

    /** The same key of an owner with these hats. */
    StoredKey wearing(Set<Capability> hats) {
        return new StoredKey(
                id, tenant, name, role, hats, digest, created, expires, revoked, lastUsed, scope);
    }
}
