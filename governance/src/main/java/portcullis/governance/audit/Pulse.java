package portcullis.governance.audit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import portcullis.kernel.StoreUnavailable;

/**
 * Says that this process lives, and then looks for others that do not. One that was silent itself
 * does not judge: while the store was away nobody could speak.
 */
final class Pulse implements Runnable {
    private final Presence presence;
    private final Runnable look;
    private final LongSupplier nanos;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private long spoke;
    private boolean steady;

    Pulse(Presence presence, Runnable look, LongSupplier nanos) {
        this.presence = presence;
        this.look = look;
        this.nanos = nanos;
    }

    @Override
    public void run() {
        try {
            do {
                speak();
            } while (!stopped.await(presence.every().toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void stop() {
        stopped.countDown();
    }

    private void speak() {
        try {
            presence.beat();
        } catch (StoreUnavailable e) {
            steady = false;
            return;
        }
        long now = nanos.getAsLong();
        Duration silence = Duration.ofNanos(now - spoke);
        if (steady && silence.compareTo(presence.every().multipliedBy(2)) < 0) {
            look.run();
        }
        spoke = now;
        steady = true;
    }
}
