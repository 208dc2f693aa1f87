package portcullis.gateway;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import portcullis.gateway.keep.Kept;
import portcullis.gateway.keep.Owner;
import portcullis.gateway.keep.ResponseId;
import portcullis.gateway.keep.ResponseStore;
import portcullis.kernel.StoreUnavailable;

/** Keeps responses in memory; can be unplugged. */
final class InMemoryResponses implements ResponseStore {
    private final ConcurrentMap<ResponseId, Kept> kept = new ConcurrentHashMap<>();
    volatile boolean unplugged;

    @Override
    public void add(Kept one) {
        plugged();
        if (kept.putIfAbsent(one.id(), one) != null) {
            throw new IllegalStateException("kept twice");
        }
    }

    @Override
    public boolean complete(Owner owner, ResponseId id, byte[] response) {
        plugged();
        boolean[] done = {false};
        kept.computeIfPresent(
                id,
                (_, one) -> {
                    done[0] = one.owner().equals(owner) && one.runningUntil().isPresent();
                    return done[0] ? completed(one, response) : one;
                });
        return done[0];
    }

    private static Kept completed(Kept one, byte[] response) {
        return new Kept(
                one.id(),
                one.owner(),
                one.created(),
                one.expires(),
                Optional.empty(),
                one.input(),
                response);
    }

    @Override
    public Optional<Kept> find(Owner owner, ResponseId id, Instant now) {
        plugged();
        return Optional.ofNullable(kept.get(id))
                .filter(one -> one.owner().equals(owner) && one.expires().isAfter(now));
    }

    @Override
    public boolean delete(Owner owner, ResponseId id) {
        plugged();
        return find(owner, id, Instant.EPOCH).filter(one -> kept.remove(id, one)).isPresent();
    }

    @Override
    public int sweep(Instant now) {
        plugged();
        int before = kept.size();
        kept.values().removeIf(one -> !one.expires().isAfter(now));
        return before - kept.size();
    }

    int size() {
        return kept.size();
    }

    private void plugged() {
        if (unplugged) {
            throw new StoreUnavailable(new IllegalStateException("unplugged"));
        }
    }
}
