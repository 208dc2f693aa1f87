package portcullis.server.http;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import portcullis.kernel.Deadline;

/** The requests that are not answered to the end; somebody may wait until there are none. */
final class OpenExchanges {
    private final Set<Exchange> open = new HashSet<>();
    private final Lock lock = new ReentrantLock();
    private final Condition silent = lock.newCondition();

    void add(Exchange exchange) {
        lock.lock();
        try {
            open.add(exchange);
        } finally {
            lock.unlock();
        }
    }

    void remove(Exchange exchange) {
        lock.lock();
        try {
            open.remove(exchange);
            if (open.isEmpty()) {
                silent.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    List<Exchange> now() {
        lock.lock();
        try {
            return List.copyOf(open);
        } finally {
            lock.unlock();
        }
    }

    /** False when the deadline comes first or the waiting thread is interrupted. */
    boolean awaitSilence(Deadline deadline) {
        lock.lock();
        try {
            while (!open.isEmpty() && !deadline.passed()) {
                if (!silent.await(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
                    break;
                }
            }
            return open.isEmpty();
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
