package portcullis.privacy.restore;

import java.util.Locale;
import portcullis.privacy.Placeholder;

/**
 * Reads a placeholder in any spelling that is tolerated: any case, Markdown's backslash before
 * brackets and underscore, and in JSON each character as a unicode escape of one or two levels.
 */
final class Spelt {
    /** What begins here may become a placeholder, but has not ended. */
    static final int OPEN = -1;

    /** No placeholder begins here. */
    static final int NONE = 0;

    private final boolean json;
    private final StringBuilder plain = new StringBuilder(Placeholder.LONGEST);
    private int depth;
    private char letter;

    Spelt(Restoring.Level level) {
        this.json = level == Restoring.Level.JSON_STRING;
    }

    /** Units of the placeholder that begins at an offset, or {@link #OPEN} or {@link #NONE}. */
    int read(CharSequence text, int start) {
        plain.setLength(0);
        depth = 0;
        int at = start;
        while (plain.length() < Placeholder.LONGEST) {
            int length = character(text, at);
            if (length == OPEN) {
                return OPEN;
            }
            if (length == NONE || !fits()) {
                return NONE;
            }
            plain.append(letter);
            at += length;
            if (letter == ']') {
                return Placeholder.plain(plain.toString()).isPresent() ? at - start : NONE;
            }
        }
        return NONE;
    }

    /** The placeholder last read, in its plain spelling. */
    String plain() {
        return plain.toString().toUpperCase(Locale.ROOT);
    }

    /** How many levels of JSON its escapes showed; 0 when none did. */
    int depth() {
        return depth;
    }

    private boolean fits() {
        if (plain.isEmpty()) {
            return letter == '[';
        }
        return letter == ']' || letter == '_' || isAsciiLetter(letter) || isDigit(letter);
    }

    /** Reads one character that may be escaped into {@link #letter}; its length in units. */
    private int character(CharSequence text, int at) {
        int slashes = 0;
        while (slashes < 4 && at + slashes < text.length() && text.charAt(at + slashes) == '\\') {
            slashes++;
        }
        if (at + slashes >= text.length()) {
            return OPEN;
        }
        char next = text.charAt(at + slashes);
        if (slashes == 0) {
            letter = next;
            return 1;
        }
        if (json && next == 'u' && slashes <= 2) {
            return unicode(text, at + slashes, slashes);
        }
        letter = next;
        boolean markdown = next == '[' || next == '_' || next == ']';
        return markdown && slashes == (json ? 2 : 1) ? slashes + 1 : NONE;
    }

    private int unicode(CharSequence text, int mark, int slashes) {
        int code = 0;
        for (int at = mark + 1; at <= mark + 4; at++) {
            if (at >= text.length()) {
                return OPEN;
            }
            int digit = Character.digit(text.charAt(at), 16);
            if (digit < 0) {
                return NONE;
            }
            code = code * 16 + digit;
        }
        depth = Math.max(depth, slashes);
        letter = (char) code;
        return slashes + 5;
    }

    private static boolean isAsciiLetter(char letter) {
        return (letter | 32) >= 'a' && (letter | 32) <= 'z';
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }
}
