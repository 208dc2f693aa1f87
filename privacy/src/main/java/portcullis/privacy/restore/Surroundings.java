package portcullis.privacy.restore;

/**
 * Knows where in a text the stream stands: inside a link, an HTML tag or a nested JSON string. A
 * value is never restored where a reader's program would send it somewhere (SCR-39, SCR-67).
 */
final class Surroundings {
    private static final String ENDS_WORD = " \t\r\n\"'`<>|{}";
    private static final int LONGEST_WORD = 4096;

    private final boolean json;
    private final StringBuilder word = new StringBuilder();
    private char last;
    private boolean inTag;
    private boolean inTarget;
    private boolean inAddress;
    private boolean slash;
    private boolean inString;
    private boolean fresh;
    private boolean nested;

    Surroundings(Restoring.Level level) {
        this.json = level == Restoring.Level.JSON_STRING;
    }

    /** One character of the masked stream goes by. */
    void pass(char letter) {
        if (!json || jsonState(letter)) {
            read(letter);
        }
    }

    private void read(char letter) {
        markup(letter);
        if (ENDS_WORD.indexOf(letter) >= 0) {
            word.setLength(0);
            inAddress = false;
        } else if (!inAddress) {
            if (word.length() < LONGEST_WORD) {
                word.append(letter);
            }
            inAddress = looksLikeAddress(letter);
        }
        last = letter;
    }

    /** A value went by; it is text, whatever it holds. */
    void passValue() {
        fresh = false;
        last = 'x';
        // It stands between its neighbours: two slashes around it begin no address.
        word.append(word.length() < LONGEST_WORD ? "0" : "");
    }

    /** Whether nothing may be restored here. */
    boolean forbid() {
        return inTag || inTarget || inAddress;
    }

    private void markup(char letter) {
        if (last == '<' && (Character.isLetter(letter) || letter == '/' || letter == '!')) {
            inTag = true;
        }
        if (last == ']' && letter == '(') {
            inTarget = true;
        }
        boolean paragraph = letter == '\n' && last == '\n';
        inTag &= letter != '>' && !paragraph;
        inTarget &= letter != ')' && !paragraph;
    }

    private boolean looksLikeAddress(char letter) {
        int length = word.length();
        return switch (letter) {
            case '/' -> (length >= 2 && word.charAt(length - 2) == '/') || hasDotBefore(length - 1);
            case '=' -> word.indexOf("?") >= 0 || word.indexOf("&") >= 0;
            case '.' -> length == 4 && word.toString().equalsIgnoreCase("www.");
            case ':' -> isScheme(word.substring(0, length - 1));
            default -> false;
        };
    }

    /** A host name before the slash, as in {@code example.com/}. */
    private boolean hasDotBefore(int end) {
        int dot = word.lastIndexOf(".", end);
        return dot > 0 && dot < end - 1 && Character.isLetter(word.charAt(end - 1));
    }

    private static boolean isScheme(String name) {
        return switch (name.toLowerCase(java.util.Locale.ROOT)) {
            case "http", "https", "mailto", "tel", "data", "ftp", "javascript", "sms" -> true;
            default -> false;
        };
    }

    /** Follows string literals; false when the character only announces an escape. */
    private boolean jsonState(char letter) {
        if (slash) {
            slash = false;
            if ("nrt\"".indexOf(letter) >= 0) {
                read(' ');
                return false;
            }
            return true;
        }
        slash = letter == '\\' && inString;
        if (letter == '"') {
            inString = !inString;
            fresh = inString;
            nested = false;
        } else if (inString && fresh && !Character.isWhitespace(letter)) {
            fresh = false;
            nested = letter == '{' || letter == '[';
        }
        return !slash;
    }

    /** The value as it must be written here: escaped once in JSON, twice in JSON within JSON. */
    String escape(String value, int depth) {
        if (!json) {
            return value;
        }
        int levels = Math.max(Math.max(1, depth), nested ? 2 : 1);
        String escaped = value;
        for (int level = 0; level < levels; level++) {
            escaped = Escapes.json(escaped);
        }
        return escaped;
    }
}
