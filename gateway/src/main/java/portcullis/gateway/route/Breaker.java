package portcullis.gateway.route;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps calls away from a target that fails. Opens when half of the last twenty calls failed, at
 * least five of them, or at once for a stated time; then lets one probe through at a time.
 */
final class Breaker {
    private static final int WINDOW = 20;
    private static final int LEAST_FAILURES = 5;
    private static final Duration FIRST_REST = Duration.ofSeconds(5);
    private static final Duration LONGEST_REST = Duration.ofMinutes(1);
    private static final Duration PROBE_LIFE = Duration.ofSeconds(30);

    private final LongSupplier nanos;
    private int outcomes;
    private int seen;
    private int rests;
    private boolean open;
    private long restUntil;
    private long probeUntil;

    Breaker(LongSupplier nanos) {
        this.nanos = nanos;
        this.restUntil = nanos.getAsLong();
        this.probeUntil = restUntil;
    }

    /** True when a call may go now. While open that makes it the probe. */
    synchronized boolean admits() {
        long now = nanos.getAsLong();
        if (!open) {
            return true;
        }
        if (now - restUntil < 0 || now - probeUntil < 0) {
            return false;
        }
        probeUntil = now + PROBE_LIFE.toNanos();
        return true;
    }

    synchronized boolean isOpen() {
        return open;
    }

    synchronized long restUntil() {
        return restUntil;
    }

    synchronized void succeeded() {
        note(0);
        if (open) {
            open = false;
            rests = 0;
            outcomes = 0;
            seen = 0;
        }
    }

    synchronized void failed() {
        note(1);
        int failures = Integer.bitCount(outcomes);
        if (open || (failures >= LEAST_FAILURES && failures * 2 >= seen)) {
            Duration rest = FIRST_REST.multipliedBy(1L << Math.min(rests++, 4));
            rest(rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST);
        }
    }

    /** Opens at once. */
    synchronized void rest(Duration span) {
        open = true;
        restUntil = nanos.getAsLong() + span.toNanos();
        probeUntil = restUntil;
    }

    private void note(int failure) {
        outcomes = ((outcomes << 1) | failure) & ((1 << WINDOW) - 1);
        seen = Math.min(WINDOW, seen + 1);
    }
}
