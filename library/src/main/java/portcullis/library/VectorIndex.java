package portcullis.library;

import java.util.List;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Deadline;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;

/**
 * Finds chunks by words and by vectors within what a caller may see. A local copy of the truth in
 * the document store: it may lag, so the final read of text goes to the store (LIB-41).
 */
public interface VectorIndex {

    /**
     * A chunk with the data to find it by. The vector has unit length and the space's dimension.
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Entry(TenantId tenant, Chunk chunk, SensitiveText title, float[] vector) {}

    /** A chunk that fits a question; scores are raw (BM25, cosine), absent is 0. */
    record Hit(ChunkId chunk, double lexical, double vector) {}

    /** Adds or replaces chunks; visible after the next {@link #commit}. */
    void put(List<Entry> entries);

    /**
     * Removes every chunk of a document whose version is not {@code keepVersion} (0: all of them).
     */
    void remove(TenantId tenant, DocumentId document, int keepVersion);

    /** Makes changes visible and durable, and remembers how far the change feed was read. */
    void commit(long feedPosition);

    /** The change-feed position of the last commit; 0 when the index is new. */
    long position();

    /** The best chunks by BM25, at most {@code k}. */
    List<Hit> byWords(Permitted caller, SensitiveText question, int k, Deadline deadline);

    /** The nearest chunks by cosine, at most {@code k}. */
    List<Hit> byVector(Permitted caller, float[] question, int k, Deadline deadline);

    /** Forgets everything; the change feed is read again from 0. */
    void clear();
}
