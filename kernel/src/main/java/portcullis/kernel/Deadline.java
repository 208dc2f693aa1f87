package portcullis.kernel;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A moment on the monotonic clock after which nobody waits. Wall-clock jumps do not move it.
 *
 * @param atNanos the moment, in the nanoseconds of {@code ticker}
 */
public record Deadline(long atNanos, LongSupplier ticker) {

    /** A deadline on the JVM's monotonic clock. */
    public static Deadline in(Duration span) {
        return in(span, System::nanoTime);
    }

    public static Deadline in(Duration span, LongSupplier ticker) {
        return new Deadline(ticker.getAsLong() + span.toNanos(), ticker);
    }

    public boolean passed() {
        return atNanos - ticker.getAsLong() <= 0;
    }

    /** Time left; never negative. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, atNanos - ticker.getAsLong()));
    }

    /** This deadline or one {@code span} from now, whichever comes first. */
    public Deadline noLaterThan(Duration span) {
        long other = ticker.getAsLong() + span.toNanos();
        return other - atNanos < 0 ? new Deadline(other, ticker) : this;
    }
}
