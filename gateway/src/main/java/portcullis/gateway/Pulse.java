package portcullis.gateway;

import java.time.Duration;
import java.util.Optional;
import portcullis.kernel.Deadline;

/**
 * Wakes up at least every ten seconds while a call runs: speaks up when nothing was said (GTW-17),
 * and ends the call when it is time. Confined to the call.
 */
final class Pulse {
    private static final Duration BEAT = Duration.ofSeconds(10);
    private static final Duration SHORTEST_BEAT = Duration.ofSeconds(1);

    /** Providers keep the same limit; the journey's own is the one that a broken one meets. */
    private static final Duration GRACE = Duration.ofMillis(100);

    private final Delivery delivery;
    private final Steps steps;
    private final Heart heart;

    /** The journey. */
    interface Heart {
        boolean leaving();

        /** Nothing was said for a while; between two events. */
        void beat(byte[] event);

        /** The time is up. */
        void late();
    }

    Pulse(Delivery delivery, Steps steps, Heart heart) {
        this.delivery = delivery;
        this.steps = steps;
        this.heart = heart;
    }

    /**
     * @param event what is said to a caller of a stream
     */
    void begin(Deadline deadline, Optional<byte[]> event) {
        if (heart.leaving()) {
            return;
        }
        if (deadline.passed()) {
            heart.late();
            return;
        }
        if (delivery.silence() >= BEAT.toNanos() && !delivery.full()) {
            event.ifPresent(heart::beat);
        }
        Duration beat = BEAT.minusNanos(Math.min(delivery.silence(), BEAT.toNanos()));
        Duration rest = beat.compareTo(SHORTEST_BEAT) > 0 ? beat : SHORTEST_BEAT;
        Duration left = deadline.left().plus(GRACE);
        steps.after(rest.compareTo(left) < 0 ? rest : left, () -> begin(deadline, event));
    }
}
