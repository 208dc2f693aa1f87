package portcullis.disclosure.note;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;

/**
 * Where results of scans are kept. Implementations block, and throw {@code StoreUnavailable} when
 * they cannot say.
 */
public interface ScanStore {
    /**
     * Adds a result.
     *
     * @param values one for each finding when they are kept, sealed at once; else empty
     */
    void add(Noted noted, List<SensitiveText> values);

    Optional<Noted> find(TenantId tenant, ScanId id);

    /** Results about one resource, newest first. */
    List<Noted> about(TenantId tenant, Resource resource, int most);

    /** Forgets values whose time is over, of all tenants; how many went. */
    int sweep(Instant now);
}
