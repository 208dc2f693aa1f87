package portcullis.gateway;

import java.util.List;
import java.util.Optional;
import portcullis.gateway.stream.Journal;
import portcullis.kernel.RequestId;

/**
 * Tells a caller that came back what follows the last event it has, and then goes on live. Confined
 * to the call.
 */
final class Resumption {
    private static final int EVENTS_PER_STEP = 64;

    private final Journal.Reader reader;
    private final Delivery delivery;
    private final Steps steps;
    private final Ends ends;
    private boolean waiting;

    /** What the journey does at the end. */
    interface Ends {
        /** The whole rest was told. */
        void resumed();

        /** The rest is not kept any more. */
        void expired();

        /** The process that told it is gone. */
        void cut();
    }

    Resumption(Journal.Reader reader, Delivery delivery, Steps steps, Ends ends) {
        this.reader = reader;
        this.delivery = delivery;
        this.steps = steps;
        this.ends = ends;
    }

    /**
     * Which event of which stream a caller names: {@code ID:NUMBER}, as told in {@code id:} lines.
     *
     * @param number of the last event that the caller has
     */
    record Mark(RequestId stream, long number) {

        static Optional<Mark> of(String text) {
            int colon = text.lastIndexOf(':');
            if (colon < 0) {
                return Optional.empty();
            }
            try {
                RequestId stream = new RequestId(text.substring(0, colon));
                return Optional.of(new Mark(stream, Long.parseLong(text.substring(colon + 1))));
            } catch (IllegalArgumentException notAnId) {
                return Optional.empty();
            }
        }
    }

    void tell() {
        if (waiting) {
            return;
        }
        List<byte[]> part = reader.next(EVENTS_PER_STEP);
        delivery.told(part);
        if (reader.lost()) {
            ends.expired();
        } else if (reader.cut()) {
            ends.cut();
        } else if (reader.atEnd()) {
            ends.resumed();
        } else if (delivery.full()) {
            await();
        } else if (!part.isEmpty()) {
            steps.hop(this::tell);
        }
    }

    private void await() {
        waiting = true;
        delivery.onDrain(() -> steps.hop(this::drained));
        if (!delivery.full()) {
            steps.hop(this::drained);
        }
    }

    private void drained() {
        if (waiting && !delivery.full()) {
            waiting = false;
            tell();
        }
    }

    void leave() {
        reader.leave();
    }
}
