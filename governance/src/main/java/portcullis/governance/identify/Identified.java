package portcullis.governance.identify;

import java.util.Set;
import portcullis.governance.Capability;
import portcullis.governance.Role;
import portcullis.kernel.KeyId;
import portcullis.kernel.TenantId;

/** A caller whose key was checked. Only {@code Identifier} makes one. */
public final class Identified {
    private final TenantId tenant;
    private final KeyId key;
    private final Role role;
    private final Set<Capability> capabilities;
    private final KeyScope scope;

    Identified(StoredKey key) {
        this.tenant = key.tenant();
        this.key = key.id();
        this.role = key.role();
        this.capabilities = key.capabilities();
        this.scope = key.scope();
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

    /** The hats of the key's owner. */
    public Set<Capability> capabilities() {
        return capabilities;
    }
}
