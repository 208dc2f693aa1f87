package portcullis.privacy.unfold;

/** Reads digits that are spelled out, as people dictate numbers. */
final class Spoken {
    /** Spelled digits in a row that may be an identifier. */
    static final int FEWEST = 7;

    /** Letters of the longest word that counts. */
    static final int LONGEST = 6;

    private static final int WIDEST_GAP = 3;
    private static final String[] WORDS = {
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "oh"
    };
    private static final String[] MARKS = {"dash", "hyphen", "dot", "point", "at", "and"};
    private static final String[] SHOWN = {"-", "-", ".", ".", "@", ""};

    private Spoken() {}

    /**
     * How many spelled digits stand in a row, with the word at a place, after so many before it.
     */
    static int count(String text, int start, int end, int before) {
        int length = end - start;
        if (length < 2 || "zotfsendhpaZOTFSENDHPA".indexOf(text.charAt(start)) < 0) {
            return 0;
        }
        if (!digit(text, start, length).isEmpty()) {
            return before + 1;
        }
        return before > 0 && mark(text, start, length) >= 0 ? before : 0;
    }

    private static String digit(String text, int start, int length) {
        for (int digit = 0; digit < WORDS.length; digit++) {
            if (is(text, start, length, WORDS[digit])) {
                return String.valueOf(digit % 10);
            }
        }
        return "";
    }

    private static int mark(String text, int start, int length) {
        for (int mark = 0; mark < MARKS.length; mark++) {
            if (is(text, start, length, MARKS[mark])) {
                return mark;
            }
        }
        return -1;
    }

    private static boolean is(String text, int start, int length, String word) {
        return length == word.length() && text.regionMatches(true, start, word, 0, length);
    }

    /** A view in which such rows are numbers; the base itself when there are none. */
    static View of(View base) {
        Patch patch = new Patch(base);
        String text = base.text();
        for (int at = 0; at < text.length(); ) {
            int end = wordEnd(text, at);
            at = end > at ? row(patch, text, at, end) : at + 1;
        }
        return patch.near(View.Kind.SPOKEN);
    }

    private static int wordEnd(String text, int start) {
        int end = start;
        while (end < text.length() && Traits.isWord(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Replaces the row that begins with a word, when it is long enough; where to go on. */
    private static int row(Patch patch, String text, int start, int firstEnd) {
        StringBuilder number = new StringBuilder();
        int digits = 0;
        int last = start;
        int at = start;
        int end = firstEnd;
        while (end > at) {
            String digit = digit(text, at, end - at);
            int mark = digit.isEmpty() && digits > 0 ? mark(text, at, end - at) : -1;
            if (digit.isEmpty() && mark < 0) {
                break;
            }
            number.append(digit.isEmpty() ? SHOWN[mark] : digit);
            digits += digit.isEmpty() ? 0 : 1;
            last = digit.isEmpty() ? last : end;
            at = gapEnd(text, end);
            end = wordEnd(text, at);
        }
        if (digits >= FEWEST) {
            patch.replace(number.toString(), start, last);
            return last;
        }
        return firstEnd;
    }

    private static int gapEnd(String text, int start) {
        int end = start;
        while (end < text.length()
                && end < start + WIDEST_GAP
                && " ,-\n\t".indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        return end;
    }
}
