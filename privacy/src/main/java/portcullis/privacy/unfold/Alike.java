package portcullis.privacy.unfold;

/** Reads letters as the digits they look like, inside what is else a number. */
final class Alike {
    private static final String LETTERS = "OoQDlIiSsBZz";
    private static final String DIGITS = "000011155822";
    private static final String SEPARATORS = "-. /()";
    private static final int FEWEST_DIGITS = 5;
    private static final int SHORTEST = 7;
    private static final int LONGEST = 24;

    private Alike() {}

    /** A view around numbers with such letters; the base itself when there are none. */
    static View of(View base) {
        Patch patch = new Patch(base);
        String text = base.text();
        for (int at = 0; at < text.length(); ) {
            boolean starts = isPart(text.charAt(at)) && isFree(text, at);
            int end = starts ? end(text, at) : at;
            if (end > at && isNumber(text, at, end)) {
                replace(patch, text, at, end);
            }
            at = Math.max(end, at + 1);
        }
        return patch.near(View.Kind.ALIKE);
    }

    /** Behind no letter, also not behind the hyphen of a name with a version. */
    private static boolean isFree(String text, int at) {
        if (at == 0) {
            return true;
        }
        boolean hangs = at > 1 && "-_./@".indexOf(text.charAt(at - 1)) >= 0;
        return !Traits.isWord(text.charAt(at - 1))
                && !(hangs && Character.isLetter(text.charAt(at - 2)));
    }

    private static boolean isPart(char letter) {
        return (letter >= '0' && letter <= '9') || LETTERS.indexOf(letter) >= 0;
    }

    /**
     * Where the last group ends that holds a digit and nothing else than digits and such letters.
     */
    private static int end(String text, int start) {
        int end = start;
        int at = start;
        // A short first group that begins with a letter is a name, as of a model.
        while (at < text.length() && at - start <= LONGEST && isPart(text.charAt(at))) {
            int from = at;
            boolean digit = false;
            while (at < text.length() && isPart(text.charAt(at))) {
                digit |= Character.isDigit(text.charAt(at++));
            }
            boolean whole = at == text.length() || !Traits.isWord(text.charAt(at));
            boolean name = from == start && at - from < 3 && Character.isLetter(text.charAt(from));
            if (!whole || name || !(digit || isLone(text, from, at))) {
                return end;
            }
            end = at;
            at = past(text, at);
        }
        return end;
    }

    /** One letter between dots or hyphens, as in an address of a machine. */
    private static boolean isLone(String text, int start, int end) {
        return end - start == 1 && start > 0 && ".-".indexOf(text.charAt(start - 1)) >= 0;
    }

    private static int past(String text, int start) {
        int at = start;
        while (at < text.length() && at < start + 2 && SEPARATORS.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private static boolean isNumber(String text, int start, int end) {
        int digits = 0;
        int letters = 0;
        for (int at = start; at < end; at++) {
            digits += Character.isDigit(text.charAt(at)) ? 1 : 0;
            letters += Character.isLetter(text.charAt(at)) ? 1 : 0;
        }
        return letters > 0
                && digits >= FEWEST_DIGITS
                && letters * 2 <= digits + 1
                && digits + letters >= SHORTEST;
    }

    private static void replace(Patch patch, String text, int start, int end) {
        for (int at = start; at < end; at++) {
            int letter = LETTERS.indexOf(text.charAt(at));
            if (letter >= 0) {
                patch.replace(DIGITS.substring(letter, letter + 1), at, at + 1);
            }
        }
    }
}
