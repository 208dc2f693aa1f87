package portcullis.library;

import java.util.List;
import portcullis.kernel.Deadline;

/**
 * Tells copies of the store what has changed. A change is written in the transaction that makes it
 * visible. Methods block and throw {@link portcullis.kernel.StoreUnavailable}.
 */
public interface ChangeFeed {

    /**
     * The next changes after a position, in order. Only changes are told that no transaction still
     * running can precede, so a reader that keeps the last position misses none (LIB-55).
     */
    List<Change> changesSince(long position, int max);

    /** The position of the newest change; a copy that is further has seen another database. */
    long head();

    /**
     * The chunks of a version with their vectors in one space; empty when the version is not the
     * current one of a document that is not deleted. A chunk without a vector in that space has an
     * array of length 0.
     */
    List<VectorIndex.Entry> chunksOf(Change change, String space);

    /** Waits until there is a change after the position; false when the deadline comes first. */
    boolean awaitChange(long position, Deadline deadline);
}
