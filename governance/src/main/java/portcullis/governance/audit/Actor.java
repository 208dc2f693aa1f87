package portcullis.governance.audit;

import java.util.Optional;
import portcullis.kernel.KeyId;
import portcullis.kernel.TenantId;

/** Who acts: a key of a tenant, or the operator at the command line (no key). */
public record Actor(TenantId tenant, Optional<KeyId> key) {}
