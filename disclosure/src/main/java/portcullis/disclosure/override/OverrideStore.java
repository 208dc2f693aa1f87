package portcullis.disclosure.override;

import java.time.Instant;
import java.util.Optional;
import portcullis.kernel.TenantId;
import portcullis.privacy.Context;

/**
 * Where overrides are kept. Implementations block, and throw {@code StoreUnavailable} when they
 * cannot say.
 */
public interface OverrideStore {
    void add(Overridden overridden);

    /** The override of this text on this way that holds longest; empty when none holds. */
    Optional<Overridden> standing(TenantId tenant, Context context, String digest, Instant now);
}
