package portcullis.gateway;

import java.util.List;
import portcullis.gateway.remember.Remembered;
import portcullis.gateway.remember.Remembered.Form;
import portcullis.gateway.route.Frame;

/** Tells a remembered answer to one caller, in the form this caller asked for. */
final class Replay {
    private static final int FRAMES_PER_STEP = 64;

    private final Way way;
    private final Delivery delivery;
    private final Steps steps;

    Replay(Way way, Delivery delivery, Steps steps) {
        this.way = way;
        this.delivery = delivery;
        this.steps = steps;
    }

    Frame whole(Remembered answer) {
        List<Frame> kept = answer.frames();
        return answer.form() == Form.WHOLE
                ? kept.getFirst()
                : Frame.meaning(kept.stream().flatMap(frame -> frame.pieces().stream()).toList());
    }

    void events(Remembered answer, Runnable atEnd) {
        List<Frame> kept = answer.frames();
        boolean asIs = answer.form() == Form.EVENTS;
        tell(asIs ? kept : pieceByPiece(kept.getFirst()), atEnd);
    }

    private static List<Frame> pieceByPiece(Frame whole) {
        return whole.pieces().stream().map(piece -> Frame.meaning(List.of(piece))).toList();
    }

    /** In portions, so that a long answer neither holds the context nor floods a slow caller. */
    private void tell(List<Frame> frames, Runnable atEnd) {
        int count = 0;
        while (count < frames.size() && count < FRAMES_PER_STEP && !delivery.full()) {
            delivery.events(way.telling().event(frames.get(count++)));
        }
        List<Frame> left = frames.subList(count, frames.size());
        if (left.isEmpty()) {
            atEnd.run();
        } else if (delivery.full()) {
            delivery.onDrain(() -> steps.hop(() -> tell(left, atEnd)));
        } else {
            steps.hop(() -> tell(left, atEnd));
        }
    }
}
