package portcullis.gateway.keep;

import java.time.Instant;
import java.util.Optional;

/**
 * Where responses are kept. Every call blocks and throws {@code StoreUnavailable} when the store
 * cannot be reached. An implementation writes no text down unsealed.
 */
public interface ResponseStore {
    /** Keeps a new response. */
    void add(Kept kept);

    /**
     * The answer of a response that was still running has come.
     *
     * @return false when it is gone or its answer is there already; then nothing changes
     */
    boolean complete(Owner owner, ResponseId id, byte[] response);

    /** Empty when there is none, it belongs to somebody else, or it has expired. */
    Optional<Kept> find(Owner owner, ResponseId id, Instant now);

    /** False when there was none of this owner. */
    boolean delete(Owner owner, ResponseId id);

    /** Deletes what has expired; how many. */
    int sweep(Instant now);
}
