package portcullis.providers.line;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * One alarm that can be moved often and cheaply: moving it later costs no timer, the running one
 * looks again when it fires. Used on one context only.
 */
final class Watch {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Vertx vertx;
    private final Context context;
    private final Runnable alarm;
    private long at;
    private long timer = -1;
    private long timerAt;
    private boolean stopped;

    Watch(Context context, Runnable alarm) {
        this.vertx = context.owner();
        this.context = context;
        this.alarm = alarm;
    }

    /** Sounds the alarm at this moment of {@link System#nanoTime} instead of any earlier plan. */
    void at(long nanos) {
        at = nanos;
        if (stopped) {
            return;
        }
        if (timer >= 0 && timerAt - nanos > 0) {
            vertx.cancelTimer(timer);
            timer = -1;
        }
        if (timer < 0) {
            arm();
        }
    }

    void in(Duration span) {
        at(System.nanoTime() + span.toNanos());
    }

    void stop() {
        stopped = true;
        if (timer >= 0) {
            vertx.cancelTimer(timer);
            timer = -1;
        }
    }

    private void arm() {
        timerAt = at;
        long left = Math.max(0, at - System.nanoTime());
        // a timer has whole milliseconds: one more, so that it never fires too early
        timer = vertx.setTimer(left / NANOS_PER_MILLI + 1, _ -> context.runOnContext(_ -> fire()));
    }

    private void fire() {
        timer = -1;
        if (stopped) {
            return;
        }
        if (at - System.nanoTime() > 0) {
            arm();
        } else {
            alarm.run();
        }
    }
}
