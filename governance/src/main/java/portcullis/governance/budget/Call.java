package portcullis.governance.budget;

import portcullis.kernel.RequestId;
import portcullis.kernel.TenantId;

/** One request of one tenant. */
public record Call(TenantId tenant, RequestId request) {}
