package portcullis.governance.permit;

import portcullis.governance.Permission;
import portcullis.governance.identify.Identified;
import portcullis.governance.identify.KeyScope;
import portcullis.kernel.KeyId;
import portcullis.kernel.TenantId;

/** A caller who may do one thing. Only {@link Permitter} makes one. */
public final class Permitted {
    private final Identified caller;
    private final Permission permission;

    Permitted(Identified caller, Permission permission) {
        this.caller = caller;
        this.permission = permission;
    }

    public TenantId tenant() {
        return caller.tenant();
    }

    public KeyId key() {
        return caller.key();
    }

    /** Whose key it is, and for which models. */
    public KeyScope scope() {
        return caller.scope();
    }

    public Permission permission() {
        return permission;
    }

    Identified caller() {
        return caller;
    }
}
