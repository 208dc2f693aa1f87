package portcullis.gateway;

import java.util.List;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;

/**
 * What the callers of one run have heard: the masked text, and whether another target can go on
 * with it. It cannot after a tool call began, with several choices, or after 256 Ki characters.
 * Confined to the run.
 */
final class SoFar {
    private static final int LONGEST = 256 * 1024;

    private final StringBuilder text = new StringBuilder();
    private boolean closed;
    private boolean finished;

    void told(Frame frame) {
        frame.pieces().forEach(this::told);
    }

    private void told(Piece piece) {
        switch (piece) {
            case Piece.Text(int choice, String part) -> {
                closed |= choice > 0 || text.length() + part.length() > LONGEST;
                if (!closed) {
                    text.append(part);
                }
            }
            case Piece.Reasoning(int choice, _) -> closed |= choice > 0;
            case Piece.Declined _, Piece.ToolCall _, Piece.ToolArguments _ -> closed = true;
            case Piece.Finished(int choice, _) -> {
                closed |= choice > 0;
                finished = true;
            }
            case Piece.Used _, Piece.Opaque _, Piece.Counted _ -> {}
        }
    }

    /** The only choice was finished: nothing of the answer is missing. */
    boolean complete() {
        return finished && !closed;
    }

    boolean mayGoOn() {
        return !closed && !finished;
    }

    String text() {
        return text.toString();
    }

    /**
     * What is new in a frame of another target that goes on; what it thinks is not told, because
     * its reasoning belongs to a text that begins in the middle.
     *
     * @param used the tokens of all targets together
     */
    static List<Piece> gone(Piece piece, Overlap overlap, Piece.Used used) {
        return switch (piece) {
            case Piece.Text(int choice, String part) -> text(choice, overlap.feed(part));
            case Piece.Finished finished -> {
                List<Piece> rest = text(finished.choice(), overlap.finish());
                yield rest.isEmpty() ? List.of(finished) : List.of(rest.getFirst(), finished);
            }
            case Piece.Used _ -> List.of(used);
            case Piece.Reasoning _, Piece.Opaque _ -> List.of();
            case Piece.Declined _, Piece.ToolCall _, Piece.ToolArguments _, Piece.Counted _ ->
                    List.of(piece);
        };
    }

    private static List<Piece> text(int choice, String part) {
        return part.isEmpty() ? List.of() : List.of(new Piece.Text(choice, part));
    }
}
