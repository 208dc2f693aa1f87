package portcullis.governance.budget;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import portcullis.kernel.Label;
import portcullis.kernel.TenantId;

/** What stands in the accounts of a tenant. Blocks and throws {@code StoreUnavailable}. */
public interface Accounts {

    /** Lines of accounts whose window began at one of these moments. */
    Map<Account, Line> lines(TenantId tenant, Set<Instant> opened);

    /** Incidents that nobody acknowledged, oldest first. */
    List<Incident> incidents(TenantId tenant);

    /** Opens a target again; false when no incident of it was open. */
    boolean acknowledge(TenantId tenant, Label target, Instant at);
}
