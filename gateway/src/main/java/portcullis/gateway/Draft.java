package portcullis.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import portcullis.gateway.remember.Flight;
import portcullis.gateway.remember.Recording;
import portcullis.gateway.remember.Remembered;
import portcullis.gateway.remember.Remembered.Form;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Trouble;
import portcullis.gateway.settle.Meter;
import portcullis.gateway.settle.Settled;
import portcullis.kernel.Label;

/**
 * One answer as it grows, attempt by attempt: what is held back while another target can still take
 * over, and what was told. Confined to the run.
 */
final class Draft {
    /** Above this an answer that is held back is released. */
    private static final int MOST_HELD = 256 * 1024;

    private final Flight flight;
    private final StreamFailure onFailure;
    private final long mostTokens;
    private final Meter meter;
    private final SoFar soFar = new SoFar();
    private final List<Frame> held = new ArrayList<>();
    private Recording recording = new Recording();
    private Optional<Overlap> overlap = Optional.empty();
    private Form form = Form.EVENTS;
    private int heldBytes;
    private long heldText;
    private boolean released;

    /**
     * @param mostTokens of an answer that is held back until it is complete; beyond them it is told
     */
    Draft(Flight flight, StreamFailure onFailure, long mostTokens, Meter meter) {
        this.mostTokens = mostTokens;
        this.flight = flight;
        this.onFailure = onFailure;
        this.meter = meter;
    }

    /** An attempt begins. What an earlier one said and nobody heard is forgotten. */
    void begin(Form how) {
        form = how;
        held.clear();
        heldBytes = 0;
        heldText = 0;
        if (released) {
            overlap = Optional.of(new Overlap(soFar.text()));
        } else {
            recording = new Recording();
        }
    }

    /** Whether callers have heard something of the answer. */
    boolean released() {
        return released;
    }

    SoFar soFar() {
        return soFar;
    }

    boolean mayGoOn() {
        return onFailure == StreamFailure.CONTINUE && soFar.mayGoOn();
    }

    /**
     * Takes the next frame. True when the answer is as long as it may be: it was ended here, and
     * the attempt is over.
     */
    boolean take(Frame heard) {
        Optional<Frame> last = meter.saw(heard);
        Frame frame = last.orElse(heard);
        held.add(frame);
        heldBytes += frame.size();
        heldText += frame.pieces().stream().mapToInt(Piece::characters).sum();
        if (form == Form.EVENTS && (released || mayRelease(frame))) {
            release();
        }
        return last.isPresent();
    }

    private boolean mayRelease(Frame frame) {
        boolean full = heldBytes > MOST_HELD || TokenEstimate.of(heldText) > mostTokens;
        return full || (onFailure != StreamFailure.BUFFER && says(frame));
    }

    /** Before the first content another target can still take over. */
    static boolean says(Frame frame) {
        return frame.pieces().stream().anyMatch(piece -> !(piece instanceof Piece.Used));
    }

    private void release() {
        released = true;
        held.forEach(this::tell);
        held.clear();
    }

    private void tell(Frame frame) {
        overlap.map(gone -> goneOn(frame, gone)).orElse(Optional.of(frame)).ifPresent(this::add);
    }

    private void add(Frame frame) {
        soFar.told(frame);
        recording.add(frame);
        flight.add(frame, form);
    }

    private Optional<Frame> goneOn(Frame frame, Overlap gone) {
        Settled all = meter.total();
        Piece.Used used = new Piece.Used(all.inputTokens(), all.outputTokens());
        List<Piece> pieces = new ArrayList<>();
        frame.pieces().forEach(piece -> pieces.addAll(SoFar.gone(piece, gone, used)));
        return pieces.isEmpty() ? Optional.empty() : Optional.of(Frame.meaning(pieces));
    }

    /** The attempt says that the answer is complete: what is wrong with that, or nothing. */
    Optional<Trouble> finish() {
        if (!released && held.stream().noneMatch(Draft::says)) {
            return Optional.of(new Trouble.Malformed(Trouble.Cause.EMPTY));
        }
        if (form == Form.WHOLE && held.size() != 1) {
            return Optional.of(new Trouble.Malformed(Trouble.Cause.BAD_FRAMING));
        }
        release();
        overlap.map(Overlap::finish)
                .filter(rest -> !rest.isEmpty())
                .ifPresent(rest -> add(Frame.meaning(List.of(new Piece.Text(0, rest)))));
        return Optional.empty();
    }

    /** The answer, when it may be remembered. */
    Optional<Remembered> whole(Label target) {
        return recording.whole(flight.form(), target);
    }
}
