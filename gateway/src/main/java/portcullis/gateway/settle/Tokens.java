package portcullis.gateway.settle;

import portcullis.gateway.TokenEstimate;
import portcullis.gateway.route.Piece;

/** Bounds of how many tokens a text has, seen from its bytes alone. */
final class Tokens {
    private static final int MANY_BYTES_PER_TOKEN = 4;

    private Tokens() {}

    /** Never less than any tokenizer counts: a token has at least one byte. */
    static long atMost(long bytes) {
        return bytes;
    }

    /** An estimate that is rather too low: each event of a stream holds at least one token. */
    static long atLeast(long bytes, long events) {
        return Math.min(bytes / MANY_BYTES_PER_TOKEN, events);
    }

    /** Bytes of the answer that a piece brings. */
    static long bytes(Piece piece) {
        return switch (piece) {
            case Piece.Text text -> TokenEstimate.utf8(text.text());
            case Piece.Reasoning reasoning -> TokenEstimate.utf8(reasoning.text());
            case Piece.Declined declined -> TokenEstimate.utf8(declined.text());
            case Piece.ToolCall call -> TokenEstimate.utf8(call.name());
            case Piece.ToolArguments arguments -> TokenEstimate.utf8(arguments.fragment());
            case Piece.Used _, Piece.Finished _, Piece.Counted _, Piece.Opaque _ -> 0;
        };
    }
}
