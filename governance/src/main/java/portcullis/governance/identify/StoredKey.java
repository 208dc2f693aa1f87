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
        Optional<Instant> lastUsed) {}
