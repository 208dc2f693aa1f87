package portcullis.storage.postgres;

import org.jdbi.v3.core.Handle;
import portcullis.kernel.TenantId;

/** Makes sure that a tenant has its row, which every other row of it points to. */
final class Tenants {
    private Tenants() {}

    static void ensure(Handle handle, TenantId tenant) {
        handle.createUpdate(
                        "INSERT INTO tenants (id, created) VALUES (:tenant, now())"
                                + " ON CONFLICT (id) DO NOTHING")
                .bind("tenant", tenant.value())
                .execute();
    }
}
