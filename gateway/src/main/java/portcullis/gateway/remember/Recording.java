package portcullis.gateway.remember;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Piece.FinishReason;
import portcullis.kernel.Label;

/**
 * Gathers an answer while it passes. Keeps it only when it is whole: every choice finished by
 * itself, none cut by a limit or a filter (GTW-3). Above 1 MiB it lets go.
 */
public final class Recording {
    private static final int LARGEST = 1 << 20;

    private final List<Frame> frames = new ArrayList<>();
    private int size;
    private int finished;
    private boolean flawed;

    public void add(Frame frame) {
        size += frame.size();
        if (size > LARGEST) {
            flawed = true;
            frames.clear();
        }
        if (flawed) {
            return;
        }
        frames.add(frame);
        frame.pieces().forEach(this::judge);
    }

    private void judge(Piece piece) {
        switch (piece) {
            case Piece.Finished(_, FinishReason reason) -> {
                finished++;
                flawed |= reason != FinishReason.STOP;
            }
            case Piece.ToolCall _, Piece.ToolArguments _ -> flawed = true;
            case Piece.Text _,
                    Piece.Reasoning _,
                    Piece.Declined _,
                    Piece.Opaque _,
                    Piece.Counted _,
                    Piece.Used _ -> {}
        }
    }

    /** The answer, when it may be kept. Call it after the provider said that it is complete. */
    public Optional<Remembered> whole(Remembered.Form form, Label target) {
        return flawed || finished == 0
                ? Optional.empty()
                : Optional.of(new Remembered(frames, form, target));
    }
}
