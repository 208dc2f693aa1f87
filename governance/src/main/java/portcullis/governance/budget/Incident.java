package portcullis.governance.budget;

import java.time.Instant;
import portcullis.kernel.Label;
import portcullis.kernel.TenantId;

/**
 * A bill above its reservation (GOV-34). The target stays closed for the tenant until somebody
 * acknowledges it.
 *
 * @param reserved millionths that were held for the attempt
 * @param billed millionths that it cost
 */
public record Incident(
        TenantId tenant, Label target, Call call, long reserved, long billed, Instant at) {}
