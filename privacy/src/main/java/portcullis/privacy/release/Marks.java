package portcullis.privacy.release;

/**
 * Says of each character of a stream what it is. In JSON it follows string literals, also those of
 * JSON within a string, and knows escaped white space and quotes.
 */
final class Marks {
    private static final String STRUCTURE = "{}[]:,";
    private static final String ESCAPED_SPACE = "nrt";

    private final boolean json;
    private boolean inString;
    private boolean fresh;
    private boolean nested;
    private boolean inNested;
    private int slashes;
    private int run;

    Marks(Releasing.Form form) {
        this.json = form == Releasing.Form.JSON;
    }

    /** Takes the next character. */
    Mark read(char letter) {
        run = 0;
        if (!json) {
            return isSpace(letter) ? Mark.SPACE : Mark.PART;
        }
        return inString ? inside(letter) : outside(letter);
    }

    /** How many backslashes before the last character belong to it and to no word. */
    int run() {
        return run;
    }

    /** What stands around a text here so that it is a JSON string; nothing inside of one. */
    String quote() {
        if (!json) {
            return "";
        }
        if (!inString) {
            return "\"";
        }
        return nested && !inNested ? "\\\"" : "";
    }

    private Mark outside(char letter) {
        if (letter == '"') {
            inString = true;
            fresh = true;
            nested = false;
            inNested = false;
            slashes = 0;
            return Mark.EDGE;
        }
        boolean edge = STRUCTURE.indexOf(letter) >= 0 || Character.isWhitespace(letter);
        return edge ? Mark.EDGE : Mark.PART;
    }

    private Mark inside(char letter) {
        if (letter == '\\') {
            slashes++;
            return Mark.PART;
        }
        int before = slashes;
        slashes = 0;
        if (letter == '"') {
            return quoted(before);
        }
        if (before > 0) {
            boolean space = ESCAPED_SPACE.indexOf(letter) >= 0;
            run = space ? before : 0;
            return space ? Mark.SPACE : Mark.PART;
        }
        return plain(letter);
    }

    /** An odd number of backslashes makes the quote a character of the string. */
    private Mark quoted(int before) {
        if (before % 2 == 0) {
            inString = false;
            return Mark.EDGE;
        }
        run = before;
        inNested ^= nested && before == 1;
        return Mark.EDGE;
    }

    private Mark plain(char letter) {
        if (fresh && !Character.isWhitespace(letter)) {
            fresh = false;
            nested = letter == '{' || letter == '[';
        }
        if (nested && !inNested && STRUCTURE.indexOf(letter) >= 0) {
            return Mark.EDGE;
        }
        return isSpace(letter) ? Mark.SPACE : Mark.PART;
    }

    /** White space, what separates the cells of tables, and scripts that write no spaces. */
    private static boolean isSpace(char letter) {
        if (letter < 128) {
            return letter <= ' ' || letter == ',' || letter == ';' || letter == '|';
        }
        return Character.isSpaceChar(letter)
                || (letter >= '\u3000' && letter <= '\u30FF')
                || (letter >= '\u3400' && letter <= '\u9FFF')
                || (letter >= '\uAC00' && letter <= '\uD7A3');
    }
}
