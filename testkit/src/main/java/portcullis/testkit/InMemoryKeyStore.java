package portcullis.testkit;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import portcullis.governance.identify.KeyStore;
import portcullis.governance.identify.StoredKey;
import portcullis.kernel.KeyId;
import portcullis.kernel.StoreUnavailable;
import portcullis.kernel.TenantId;

/** Keys in a map, for tests. Can be taken away, and counts how often it was asked. */
public final class InMemoryKeyStore implements KeyStore {
    private final ConcurrentMap<KeyId, StoredKey> keys = new ConcurrentHashMap<>();
    private final AtomicInteger lookUps = new AtomicInteger();
    private final AtomicBoolean away = new AtomicBoolean();

    /** True: every call throws {@code StoreUnavailable} until it is back. */
    public void away(boolean now) {
        away.set(now);
    }

    /** How often {@link #find} was called. */
    public int lookUps() {
        return lookUps.get();
    }

    @Override
    public Optional<StoredKey> find(KeyId id) {
        lookUps.incrementAndGet();
        mustBeHere();
        return Optional.ofNullable(keys.get(id));
    }

    @Override
    public void add(StoredKey key) {
        mustBeHere();
        keys.put(key.id(), key);
    }

    @Override
    public List<StoredKey> list(Optional<TenantId> tenant) {
        mustBeHere();
        return keys.values().stream()
                .filter(key -> tenant.map(key.tenant()::equals).orElse(true))
                .sorted(Comparator.comparing(StoredKey::created).reversed())
                .toList();
    }

    @Override
    public boolean revoke(KeyId id, Instant at) {
        mustBeHere();
        StoredKey before = keys.get(id);
        if (before == null || before.revoked().isPresent()) {
            return false;
        }
        return keys.replace(id, before, changed(before, Optional.of(at), before.lastUsed()));
    }

    @Override
    public void used(KeyId id, Instant minute) {
        mustBeHere();
        keys.computeIfPresent(id, (_, key) -> changed(key, key.revoked(), Optional.of(minute)));
    }

    private static StoredKey changed(
            StoredKey key, Optional<Instant> revoked, Optional<Instant> lastUsed) {
        return new StoredKey(
                key.id(),
                key.tenant(),
                key.name(),
                key.role(),
                key.capabilities(),
                key.digest(),
                key.created(),
                key.expires(),
                revoked,
                lastUsed,
                key.scope());
    }

    private void mustBeHere() {
        if (away.get()) {
            throw new StoreUnavailable(new IllegalStateException("taken away by the test"));
        }
    }
}
