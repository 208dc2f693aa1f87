package portcullis.gateway;

import portcullis.kernel.Label;
import portcullis.kernel.TenantId;
import portcullis.privacy.Context;
import portcullis.privacy.Policy;

/**
 * Says which policy holds for a call. Never blocks. Asked anew for every call: a policy may become
 * stricter at any time.
 */
@FunctionalInterface
public interface PolicyChoice {
    /** For a text of a tenant and an application on its way. */
    Policy of(TenantId tenant, Label application, Context context);

    /** One policy for everybody and every way. */
    static PolicyChoice always(Policy policy) {
        return (tenant, application, context) -> policy;
    }
}
