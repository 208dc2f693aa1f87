package portcullis.gateway;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import portcullis.gateway.keep.ResponseId;

/** The calls of this process that go on without their callers; at most 256 at a time. */
final class Background {
    private static final int MOST = 256;

    private final ConcurrentMap<ResponseId, Runnable> running = new ConcurrentHashMap<>();
    private final Semaphore room = new Semaphore(MOST);

    /** False when there is no room. */
    boolean begin(ResponseId id, Runnable cancel) {
        if (!room.tryAcquire()) {
            return false;
        }
        running.put(id, cancel);
        return true;
    }

    void over(ResponseId id) {
        if (running.remove(id) != null) {
            room.release();
        }
    }

    /** Asks the call to end; does nothing when it does not run here. */
    void cancel(ResponseId id) {
        Optional.ofNullable(running.get(id)).ifPresent(Runnable::run);
    }

    void cancelAll() {
        running.values().forEach(Runnable::run);
    }
}
