package portcullis.disclosure.tighten;

import java.util.Optional;
import portcullis.kernel.Label;
import portcullis.kernel.TenantId;
import portcullis.privacy.Context;
import portcullis.privacy.Policy;

/**
 * The least strict policy that may hold somewhere. Where several fit, the strictest one holds.
 *
 * @param tenant for all tenants when absent
 * @param application for all applications when absent
 */
public record PolicyRule(
        Optional<TenantId> tenant, Optional<Label> application, Context context, Policy policy) {

    boolean fits(TenantId who, Label where, Context going) {
        return context == going
                && (tenant.isEmpty() || tenant.get().equals(who))
                && (application.isEmpty() || application.get().equals(where));
    }
}
