package portcullis.gateway.keep;

import java.time.Instant;
import java.util.Optional;
import portcullis.kernel.StoreUnavailable;

/** The store of a process that keeps nothing: finds nothing, and says so when it shall keep. */
final class NoStore implements ResponseStore {
    @Override
    public void add(Kept kept) {
        throw new StoreUnavailable(new IllegalStateException("nothing is kept here"));
    }

    @Override
    public boolean complete(Owner owner, ResponseId id, byte[] response) {
        return false;
    }

    @Override
    public Optional<Kept> find(Owner owner, ResponseId id, Instant now) {
        return Optional.empty();
    }

    @Override
    public boolean delete(Owner owner, ResponseId id) {
        return false;
    }

    @Override
    public int sweep(Instant now) {
        return 0;
    }
}
