package portcullis.privacy.unfold;

import java.util.Locale;
import java.util.Set;

/** Takes away what only dresses a text: inline tags, comments and marks of emphasis in a value. */
final class Unmark {
    private static final String MARKS = "*_`~";
    private static final int LONGEST_TAG = 160;
    private static final int MOST_MARKS = 3;

    /** Tags that begin a new cell, line or block part two values; these do not. */
    private static final Set<String> INLINE =
            Set.of(
                    "a", "abbr", "b", "bdi", "bdo", "big", "code", "del", "em", "font", "i", "ins",
                    "kbd", "mark", "s", "samp", "small", "span", "strong", "sub", "sup", "tt", "u",
                    "var", "wbr");

    private Unmark() {}

    /** A view around values that were dressed; the base itself when there are none. */
    static View of(View base) {
        Patch patch = new Patch(base);
        String text = base.text();
        for (int at = 1; at < text.length(); ) {
            int end = dressEnd(text, at);
            if (end > at && end < text.length() && isInside(text, at, end)) {
                patch.replace("", at, end);
            }
            at = Math.max(end, at + 1);
        }
        return patch.near(View.Kind.UNMARKED);
    }

    private static boolean isInside(String text, int start, int end) {
        int before = solid(text, start - 1, -1);
        int after = solid(text, end, 1);
        boolean apart = text.indexOf("><", start, end) >= 0;
        return before >= 0
                && after >= 0
                && (apart || Close.telling(text, before, -1) || Close.telling(text, after, 1));
    }

    /** The nearest identifier character, past a blank or bracket that belongs to a number. */
    private static int solid(String text, int at, int step) {
        int place = at;
        while (place >= 0
                && place < text.length()
                && Math.abs(place - at) < MOST_MARKS
                && " ()".indexOf(text.charAt(place)) >= 0) {
            place += step;
        }
        boolean inside = place >= 0 && place < text.length();
        return inside && Traits.inIdentifier(text.charAt(place)) ? place : -1;
    }

    private static int dressEnd(String text, int start) {
        int at = start;
        int next = pieceEnd(text, at);
        while (next > at) {
            at = next;
            next = pieceEnd(text, at);
        }
        return at;
    }

    private static int pieceEnd(String text, int at) {
        if (at >= text.length()) {
            return at;
        }
        return text.charAt(at) == '<' ? tagEnd(text, at) : marksEnd(text, at);
    }

    private static int marksEnd(String text, int start) {
        int at = start;
        while (at < text.length()
                && at < start + MOST_MARKS
                && MARKS.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private static int tagEnd(String text, int start) {
        int most = Math.min(text.length(), start + LONGEST_TAG);
        if (text.startsWith("<!--", start)) {
            int end = text.indexOf("-->", start, most);
            return end < 0 ? start : end + 3;
        }
        int end = text.indexOf('>', start, most);
        return end > start && INLINE.contains(name(text, start, end)) ? end + 1 : start;
    }

    private static String name(String text, int start, int end) {
        int from = start + (text.charAt(start + 1) == '/' ? 2 : 1);
        int at = from;
        while (at < end && Character.isLetter(text.charAt(at))) {
            at++;
        }
        return at == from ? "?" : text.substring(from, at).toLowerCase(Locale.ROOT);
    }
}
