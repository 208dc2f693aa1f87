package portcullis.storage.postgres;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import portcullis.kernel.Deadline;

/** Wakes those of this process who wait for rows. Rows of other processes are found by looking. */
final class Doorbell {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();
    private final Duration look;
    private long rings;

    /**
     * A bell that nobody has rung.
     *
     * @param look how long nobody looks when it does not ring
     */
    Doorbell(Duration look) {
        this.look = look;
    }

    void ring() {
        lock.lock();
        try {
            rings++;
            rung.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether the thing was there before the deadline; looks at each ring, and now and then
     * without.
     */
    boolean await(BooleanSupplier there, Deadline deadline) {
        while (true) {
            long before = rings();
            if (there.getAsBoolean()) {
                return true;
            }
            if (deadline.passed() || !pause(before, deadline.noLaterThan(look))) {
                return false;
            }
        }
    }

    private long rings() {
        lock.lock();
        try {
            return rings;
        } finally {
            lock.unlock();
        }
    }

    /** False when the thread is asked to stop. */
    private boolean pause(long before, Deadline until) {
        lock.lock();
        try {
            while (rings == before && !until.passed()) {
                if (!rung.await(until.left().toNanos(), TimeUnit.NANOSECONDS)) {
                    return true;
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
