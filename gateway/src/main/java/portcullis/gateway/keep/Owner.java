package portcullis.gateway.keep;

import portcullis.governance.permit.Permitted;
import portcullis.kernel.KeyId;
import portcullis.kernel.TenantId;

/**
 * Whose a kept response is: one key of one tenant. Another key of the same tenant may be another
 * application or another person, so it is a stranger here.
 */
public record Owner(TenantId tenant, KeyId key) {
    public static Owner of(Permitted caller) {
        return new Owner(caller.tenant(), caller.key());
    }
}
