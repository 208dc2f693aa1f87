package portcullis.library;

import portcullis.kernel.TenantId;

/**
 * Hears that what a document says has changed, or that it is gone: what was made of it is stale.
 */
@FunctionalInterface
public interface Changes {
    /** Nobody wants to know. */
    Changes UNHEARD = (_, _) -> {};

    /** Called after the change is visible; must not block for long. */
    void changed(TenantId tenant, String document);
}
