package portcullis.governance.identify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import portcullis.kernel.KeyId;
import portcullis.kernel.StoreUnavailable;
import portcullis.kernel.TenantId;

/** A key store that can be away, slow on purpose, and tells what it was asked. */
final class KeysInMemory implements KeyStore {
    final Map<KeyId, StoredKey> keys = new ConcurrentHashMap<>();
    final List<KeyId> asked = new ArrayList<>();
    final CountDownLatch letUsedGo = new CountDownLatch(1);
    final CountDownLatch usedDone = new CountDownLatch(1);
    volatile Instant lastMinute = Instant.EPOCH;
    boolean away;
    boolean holdUsed;
    Runnable whileAsked = () -> {};

    @Override
    public Optional<StoredKey> find(KeyId id) {
        asked.add(id);
        if (away) {
            throw new StoreUnavailable(new IllegalStateException("away"));
        }
        Optional<StoredKey> found = Optional.ofNullable(keys.get(id));
        whileAsked.run();
        return found;
    }

    @Override
    public void add(StoredKey key) {
        keys.put(key.id(), key);
    }

    @Override
    public List<StoredKey> list(Optional<TenantId> tenant) {
        return List.copyOf(keys.values());
    }

    @Override
    public boolean revoke(KeyId id, Instant at) {
        StoredKey key = keys.get(id);
        keys.put(
                id,
                new StoredKey(
                        id,
                        key.tenant(),
                        key.name(),
                        key.role(),
                        key.digest(),
                        key.created(),
                        key.expires(),
                        Optional.of(at),
                        key.lastUsed()));
        return true;
    }

    @Override
    public void used(KeyId id, Instant minute) {
        try {
            if (holdUsed && !letUsedGo.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the test never let go");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        lastMinute = minute;
        usedDone.countDown();
    }
}
