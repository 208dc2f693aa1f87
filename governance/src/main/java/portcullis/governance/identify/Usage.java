package portcullis.governance.identify;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Semaphore;
import portcullis.kernel.EventLog;
import portcullis.kernel.KeyId;
import portcullis.kernel.StoreUnavailable;

/**
 * Notes when a key was last used, to the minute (GOV-11). The caller never waits for it: a note is
 * written by a virtual thread, at most eight at a time, and one that finds no room is left to the
 * next check of the key, seconds later.
 */
final class Usage {
    private static final int AT_ONCE = 8;
    private static final int CAPACITY = 10_000;

    private final KeyStore store;
    private final EventLog log;
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final Cache<KeyId, Instant> written =
            Caffeine.newBuilder()
                    .maximumSize(CAPACITY)
                    .expireAfterWrite(Duration.ofMinutes(2))
                    .build();

    Usage(KeyStore store, EventLog log) {
        this.store = store;
        this.log = log;
    }

    void noted(StoredKey key, Instant now) {
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
        boolean known =
                key.lastUsed().filter(minute::equals).isPresent()
                        || minute.equals(written.getIfPresent(key.id()));
        if (known || !room.tryAcquire()) {
            return;
        }
        written.put(key.id(), minute);
        Thread.ofVirtual().name("last-used").start(() -> write(key.id(), minute));
    }

    private void write(KeyId key, Instant minute) {
        try {
            store.used(key, minute);
        } catch (StoreUnavailable e) {
            log.write(new LastUsedLost(key));
        } finally {
            room.release();
        }
    }
}
