package portcullis.library;

import java.util.List;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Deadline;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;

/**
 * Finds chunks by words and by vectors within what a caller may see. A local copy of the truth in
 * the document store: it may lag, so the final read of text goes to the store (LIB-41). Every
 * method throws {@code StoreUnavailable} when the index cannot answer; it is never silently empty.
 */
public interface VectorIndex {

    /**
     * A chunk with the data to find it by.
     *
     * @param title of the document; searched together with section and text
     * @param vector unit length and the space's dimension; or no floats at all, then the chunk is
     *     found by words only
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Entry(TenantId tenant, Chunk chunk, SensitiveText title, float[] vector) {}

    /** A chunk that fits a question; scores are raw (BM25, cosine), absent is 0. */
    record Hit(ChunkId chunk, double lexical, double vector) {}

    /** Whether a list is what a full comparison with every allowed chunk would give. */
    enum Guarantee {
        EXACT,
        APPROXIMATE
    }

    /**
     * What one leg found.
     *
     * @param hits best first, ties by chunk id
     * @param allowed how many chunks the caller could have got
     */
    record Found(List<Hit> hits, long allowed, Guarantee guarantee) {
        public Found {
            hits = List.copyOf(hits);
        }
    }

    /** Adds or replaces chunks; visible after the next {@link #commit}. */
    void put(List<Entry> entries);

    /**
     * Removes every chunk of a document whose version is not {@code keepVersion} (0: all of them).
     * Visible after the next {@link #commit}, together with what was put.
     */
    void remove(TenantId tenant, DocumentId document, int keepVersion);

    /** Makes changes visible and durable, and remembers how far the change feed was read. */
    void commit(long feedPosition);

    /** The change-feed position of the last commit; 0 when the index is new or was damaged. */
    long position();

    /** The best chunks by BM25, at most {@code k}. */
    Found byWords(Permitted caller, SensitiveText question, int k, Deadline deadline);

    /** The nearest chunks by cosine, at most {@code k}. The question has unit length. */
    Found byVector(Permitted caller, float[] question, int k, Deadline deadline);

    /** Forgets everything; the change feed is read again from 0. */
    void clear();
}
