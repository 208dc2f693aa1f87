package portcullis.server.http;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Measures how long something held an event loop: a tick that is due comes late by that time. What
 * the machine itself made the thread wait for a core is taken off where the system tells it.
 */
final class LoopWatch {
    private static final Path SCHEDULER = Path.of("/proc/thread-self/schedstat");
    private final Traffic traffic;
    private final long interval;
    private long due;
    private long waited;

    private LoopWatch(Traffic traffic, Duration interval) {
        this.traffic = traffic;
        this.interval = interval.toNanos();
    }

    /** Called on the loop to be watched. */
    static void begin(Vertx vertx, Duration interval, Traffic traffic) {
        LoopWatch watch = new LoopWatch(traffic, interval);
        watch.due = System.nanoTime() + watch.interval;
        watch.waited = waitedForACore();
        vertx.setPeriodic(interval.toMillis(), _ -> watch.tick());
    }

    private void tick() {
        long late = System.nanoTime() - due;
        long waitedNow = waitedForACore();
        long held = late - (waitedNow - waited);
        waited = waitedNow;
        due = System.nanoTime() + interval;
        traffic.loopHeld(Duration.ofNanos(Math.max(0, held)));
    }

    /** Nanoseconds this thread was ready and had no core, since it began; 0 where unknown. */
    private static long waitedForACore() {
        try {
            String[] fields = Files.readString(SCHEDULER).split(" ");
            return Long.parseLong(fields[1].strip());
        } catch (IOException | RuntimeException notLinux) {
            return 0;
        }
    }
}
