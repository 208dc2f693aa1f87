package portcullis.gateway.settle;

import portcullis.gateway.route.Piece;

/** How many tokens a text has, seen from its bytes alone. */
final class Tokens {
    private static final int BYTES_PER_TOKEN = 3;
    private static final int MANY_BYTES_PER_TOKEN = 4;

    private Tokens() {}

    /** Never less than any tokenizer counts: a token has at least one byte. */
    static long atMost(long bytes) {
        return bytes;
    }

    /** An estimate that is rather too high than too low. */
    static long about(long bytes) {
        return (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
    }

    /** An estimate that is rather too low: each event of a stream holds at least one token. */
    static long atLeast(long bytes, long events) {
        return Math.min(bytes / MANY_BYTES_PER_TOKEN, events);
    }

    /** Bytes of the answer that a piece brings. */
    static long bytes(Piece piece) {
        return switch (piece) {
            case Piece.Text text -> utf8(text.text());
            case Piece.Reasoning reasoning -> utf8(reasoning.text());
            case Piece.Declined declined -> utf8(declined.text());
            case Piece.ToolCall call -> utf8(call.name());
            case Piece.ToolArguments arguments -> utf8(arguments.fragment());
            case Piece.Used _, Piece.Finished _ -> 0;
        };
    }

    private static long utf8(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            bytes += unit < 0x80 ? 1 : unit < 0x800 || Character.isSurrogate(unit) ? 2 : 3;
        }
        return bytes;
    }
}
