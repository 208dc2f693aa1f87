package portcullis.governance.identify;

import portcullis.governance.Role;
import portcullis.kernel.KeyId;
import portcullis.kernel.TenantId;

/** A caller whose key was checked. Only {@code Identifier} makes one. */
public final class Identified {
    private final TenantId tenant;
    private final KeyId key;
    private final Role role;
    private final KeyScope scope;

    Identified(TenantId tenant, KeyId key, Role role, KeyScope scope) {
        this.tenant = tenant;
        this.key = key;
        this.role = role;
        this.scope = scope;
    }

    public TenantId tenant() {
        return tenant;
    }

    public KeyId key() {
        return key;
    }

    /** Whose key it is, and for which models. */
    public KeyScope scope() {
        return scope;
    }

    public Role role() {
        return role;
    }
}
