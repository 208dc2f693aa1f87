package portcullis.library;

import java.util.List;
import java.util.Optional;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Outcome;
import portcullis.kernel.SensitiveText;
import portcullis.library.upload.Uploaded;

/**
 * The truth about documents, as callers may see it. Every method stays inside the caller's tenant;
 * what is foreign, deleted or not there looks the same: absent. Methods block.
 *
 * <p>All methods throw {@link portcullis.kernel.StoreUnavailable} when the store does not answer.
 */
public interface DocumentStore {

    /** A chunk that the caller may read now, and the name of its document. */
    record Authorised(Chunk chunk, SensitiveText title) {}

    /**
     * Keeps an upload and queues it for processing, in one transaction. A name that the tenant has
     * gets a new version; bytes that are the newest version of any document change nothing.
     */
    Accepted accept(Permitted caller, Uploaded uploaded);

    /** At most {@code max} documents that are not deleted, by id, after the given one. */
    List<Document> list(Permitted caller, Optional<DocumentId> after, int max);

    Optional<Document> find(Permitted caller, DocumentId document);

    /** All versions, oldest first; empty when the document is absent. */
    List<Version> versions(Permitted caller, DocumentId document);

    /** A page of a completed version, also of a superseded one (LIB-31). */
    Optional<Page> page(Permitted caller, DocumentId document, int version, int number);

    /** The uploaded bytes of a version. */
    Optional<byte[]> original(Permitted caller, DocumentId document, int version);

    /**
     * The final read of text (LIB-41): of these chunks the ones that stand in the current version
     * of a document that is not deleted, in the order asked for.
     */
    List<Authorised> authorised(Permitted caller, List<ChunkId> chunks);

    /** Hides a document from everything at once; its rows stay (LIB-33). */
    Outcome<DocumentId> delete(Permitted caller, DocumentId document);

    /**
     * Queues the newest version: one that waits for this request, failed or was quarantined.
     * Refuses with NOT_FOUND, and with CONFLICT when it is queued, in work or completed.
     */
    Outcome<DocumentId> retry(Permitted caller, DocumentId document);
}
