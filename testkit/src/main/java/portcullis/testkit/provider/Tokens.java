package portcullis.testkit.provider;

import java.util.ArrayList;
import java.util.List;

/**
 * This vendor's tokens: a piece of at most four characters, beginning anew at each blank. Simple
 * and the same on every run, so that tests can count.
 */
final class Tokens {
    private static final int LONGEST = 4;

    private Tokens() {}

    static List<String> of(String text) {
        List<String> tokens = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= text.length(); i++) {
            boolean full = i - start >= LONGEST && !insidePair(text, i);
            if (i == text.length() || full || text.charAt(i) == ' ') {
                tokens.add(text.substring(start, i));
                start = i;
            }
        }
        return tokens;
    }

    /** Pieces of so many UTF-16 units; a surrogate pair stays together. */
    static List<String> every(int size, String text) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = Math.min(text.length(), start + size);
            end += insidePair(text, end) ? 1 : 0;
            pieces.add(text.substring(start, end));
            start = end;
        }
        return pieces;
    }

    private static boolean insidePair(String text, int at) {
        return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at));
    }
}
