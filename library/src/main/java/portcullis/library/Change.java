package portcullis.library;

import portcullis.kernel.TenantId;

/**
 * A fact of the change feed (LIB-55).
 *
 * @param position grows; a change that is seen later never has a lower one
 * @param version the one that became current; 0 when the document is gone
 */
public record Change(long position, TenantId tenant, DocumentId document, int version) {}
