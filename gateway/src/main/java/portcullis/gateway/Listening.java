package portcullis.gateway;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import portcullis.gateway.remember.Landing;
import portcullis.gateway.remember.Remembered.Form;
import portcullis.gateway.remember.Seat;
import portcullis.gateway.route.Frame;
import portcullis.kernel.Refusal;

/**
 * Tells one caller what its seat hears, in the form this caller asked for and as fast as it reads.
 * Confined to the call.
 */
final class Listening {
    private static final int FRAMES_PER_STEP = 64;

    private final Way way;
    private final Seat seat;
    private final Delivery delivery;
    private final Steps steps;
    private final Ends ends;
    private final Deque<Frame> ahead = new ArrayDeque<>();
    private final List<Frame> gathered = new ArrayList<>();
    private boolean vendorsOwn;
    private boolean waiting;

    /** What the journey does with what was heard. */
    interface Ends {
        /** The first words of a stream are there. */
        void open();

        /** A whole answer. */
        void whole(Way way, Frame frame);

        /** The stream is complete. */
        void finish(Way way);

        /** There is no answer, or no more of it. */
        void lost(Way way, Refusal refusal);
    }

    Listening(Way way, Seat seat, Delivery delivery, Steps steps, Ends ends) {
        this.way = way;
        this.seat = seat;
        this.delivery = delivery;
        this.steps = steps;
        this.ends = ends;
    }

    Seat seat() {
        return seat;
    }

    /** Hears on, until there is nothing new or the caller cannot take more. */
    void hear() {
        if (waiting) {
            return;
        }
        if (!way.streamed()) {
            gather();
        } else if (told()) {
            seat.landing().ifPresent(this::landed);
        }
    }

    private void gather() {
        List<Frame> part = seat.next(FRAMES_PER_STEP);
        while (!part.isEmpty()) {
            gathered.addAll(part);
            part = seat.next(FRAMES_PER_STEP);
        }
        seat.landing().ifPresent(this::landed);
    }

    private void landed(Landing landing) {
        switch (landing) {
            case Landing.Lost(Refusal refusal) -> ends.lost(way, refusal);
            case Landing.Landed _ when way.streamed() -> ends.finish(way);
            case Landing.Landed _ -> ends.whole(way, whole());
        }
    }

    private Frame whole() {
        return seat.flight().form() == Form.WHOLE && gathered.size() == 1
                ? gathered.getFirst()
                : Frame.meaning(
                        gathered.stream().flatMap(frame -> frame.pieces().stream()).toList());
    }

    /**
     * Tells one portion, so that a long answer neither holds the context nor floods a slow caller.
     * True when there was nothing more to tell.
     */
    private boolean told() {
        ahead.addAll(seat.next(FRAMES_PER_STEP - ahead.size()));
        while (!ahead.isEmpty()) {
            if (delivery.full()) {
                await();
                return false;
            }
            tell(ahead.removeFirst());
        }
        return rest();
    }

    /** True when the seat has nothing more; otherwise goes on in a step of its own. */
    private boolean rest() {
        ahead.addAll(seat.next(FRAMES_PER_STEP));
        if (!ahead.isEmpty()) {
            steps.hop(this::hear);
        }
        return ahead.isEmpty();
    }

    private void tell(Frame frame) {
        ends.open();
        if (seat.flight().form() == Form.WHOLE) {
            frame.pieces().forEach(piece -> say(Frame.meaning(List.of(piece))));
        } else {
            say(frame);
        }
    }

    /** Another target that goes on is told by its pieces, after what the first one said itself. */
    private void say(Frame frame) {
        if (frame.spoken().isEmpty() && frame.pieces().isEmpty()) {
            return; // says nothing, in no language
        }
        if (vendorsOwn && frame.spoken().isEmpty()) {
            way.telling().handOver();
        }
        vendorsOwn = frame.spoken().isPresent();
        delivery.events(way.telling().event(frame));
    }

    /** Asks again after it said that it waits: the room may have come in between. */
    private void await() {
        waiting = true;
        seat.slow(true);
        delivery.onDrain(() -> steps.hop(this::drained));
        if (!delivery.full()) {
            steps.hop(this::drained);
        }
    }

    /** The caller may have room again, or does not hold up anybody any more. */
    void drained() {
        if (waiting && !delivery.full()) {
            waiting = false;
            seat.slow(false);
            hear();
        }
    }
}
