package portcullis.library.index;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import portcullis.kernel.Deadline;

/** How far the index has come, for those who wait for it. */
final class CatchUp {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private volatile boolean ready;
    private long position;

    boolean ready() {
        return ready;
    }

    /** True when it was behind before. */
    boolean reached(long newPosition) {
        lock.lock();
        try {
            boolean news = !ready;
            ready = true;
            position = newPosition;
            moved.signalAll();
            return news;
        } finally {
            lock.unlock();
        }
    }

    void behind() {
        lock.lock();
        try {
            ready = false;
            position = 0;
        } finally {
            lock.unlock();
        }
    }

    boolean await(long wanted, Deadline deadline) {
        lock.lock();
        try {
            while (!ready || position < wanted) {
                long left = deadline.left().toNanos();
                if (left == 0) {
                    return false;
                }
                long _ = moved.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
