package portcullis.library;

import java.util.Collection;
import java.util.Map;
import portcullis.kernel.TenantId;

/**
 * Remembers vectors by tenant, space and text, so that no text is embedded twice (LIB-2, LIB-28).
 * Methods block and throw {@link portcullis.kernel.StoreUnavailable}.
 */
public interface VectorMemory {

    /** The vectors that are known of these texts. */
    Map<Hash, float[]> recall(TenantId tenant, String space, Collection<Hash> texts);

    /** Keeps vectors; one that is known already stays as it is. */
    void remember(TenantId tenant, String space, Map<Hash, float[]> vectors);
}
