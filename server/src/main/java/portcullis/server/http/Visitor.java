package portcullis.server.http;

import java.util.Optional;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.KeyId;
import portcullis.kernel.TenantId;

/** Who a visit came from, as far as it was found out. */
public record Visitor(Optional<TenantId> tenant, Optional<KeyId> key) {
    static final Visitor NOBODY = new Visitor(Optional.empty(), Optional.empty());

    static Visitor of(Permitted caller) {
        return new Visitor(Optional.of(caller.tenant()), Optional.of(caller.key()));
    }
}
