package portcullis.governance.identify;

import portcullis.governance.Role;
import portcullis.kernel.KeyId;
import portcullis.kernel.TenantId;

/** A caller whose key was checked. Only {@code Identifier} makes one. */
public final class Identified {
    private final TenantId tenant;
    private final KeyId key;
    private final Role role;

    Identified(TenantId tenant, KeyId key, Role role) {
        this.tenant = tenant;
        this.key = key;
        this.role = role;
    }

    public TenantId tenant() {
        return tenant;
    }

    public KeyId key() {
        return key;
    }

    public Role role() {
        return role;
    }
}
