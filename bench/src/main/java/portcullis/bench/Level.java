package portcullis.bench;

import java.util.concurrent.TimeUnit;

/**
 * How many paced streams are open together.
 *
 * @param rampMillis the time over which they are opened, evenly; shorter than a stream
 */
record Level(int streams, Pace pace, int rampMillis) {

    /** When a stream is due, after the begin. */
    long dueNanos(int number) {
        return TimeUnit.MILLISECONDS.toNanos(rampMillis) * number / streams;
    }

    /** From the begin to the end of the last stream. */
    long nanos() {
        return TimeUnit.MILLISECONDS.toNanos(rampMillis + (long) pace.millis() * pace.events());
    }

    /** Open files that this needs: two ends here (client and vendor), and some to spare. */
    long files() {
        return 2L * streams + 1000;
    }
}
