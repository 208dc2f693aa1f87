package portcullis.gateway.route;

import java.time.Duration;
import java.util.Optional;

/**
 * Counts one kind of failure of one target. Opens when half of the last twenty calls failed that
 * way, at least five of them, or at once for a stated time; then lets one probe through at a time.
 * Guarded by its {@link Circuit}.
 */
final class Breaker {
    private static final int WINDOW = 20;
    private static final int LEAST_FAILURES = 5;
    private static final Duration FIRST_REST = Duration.ofSeconds(5);
    private static final Duration LONGEST_REST = Duration.ofMinutes(1);
    private static final Duration PROBE_LIFE = Duration.ofSeconds(30);

    private int outcomes;
    private int seen;
    private int rests;
    private boolean open;
    private long openedAt;
    private long restUntil;
    private long probeUntil;

    boolean isOpen() {
        return open;
    }

    /** Open, and neither rested nor waiting for the end of a probe. */
    boolean refuses(long now) {
        return open && (now - restUntil < 0 || now - probeUntil < 0);
    }

    void probed(long now) {
        probeUntil = open ? now + PROBE_LIFE.toNanos() : probeUntil;
    }

    /** The probe ended without saying anything about the target. */
    void probeGone(long now) {
        probeUntil = now;
    }

    long restUntil() {
        return restUntil;
    }

    /**
     * True when that closed the breaker: a call that was on its way before it opened does not.
     *
     * @param sent when the call was sent
     */
    boolean succeeded(long sent) {
        note(0);
        boolean closes = open && sent - openedAt > 0;
        if (closes) {
            open = false;
            rests = 0;
            outcomes = 0;
            seen = 0;
        }
        return closes;
    }

    /**
     * Says how long to rest, when that opens the breaker.
     *
     * @param probe true when the target was only asked in order to see whether it is back
     */
    Optional<Duration> failed(boolean probe) {
        note(1);
        int failures = Integer.bitCount(outcomes);
        if (!probe && (failures < LEAST_FAILURES || failures * 2 < seen)) {
            return Optional.empty();
        }
        Duration rest = FIRST_REST.multipliedBy(1L << Math.min(rests++, 4));
        return Optional.of(rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST);
    }

    /** Opens. An earlier, longer rest stays. */
    void rest(long now, Duration span) {
        long until = now + span.toNanos();
        restUntil = open && restUntil - until > 0 ? restUntil : until;
        probeUntil = restUntil;
        openedAt = now;
        open = true;
    }

    private void note(int failure) {
        outcomes = ((outcomes << 1) | failure) & ((1 << WINDOW) - 1);
        seen = Math.min(WINDOW, seen + 1);
    }
}
