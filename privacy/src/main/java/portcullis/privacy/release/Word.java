package portcullis.privacy.release;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import portcullis.privacy.entities.PlainWords;

/** Tells words that nothing can hang on from those that may belong to a finding. */
final class Word {
    /** It may be a part of a finding. */
    static final int SUSPECT = -1;

    private static final int LONG = 4;

    /** Plain words for a name, and yet they begin dates and ages. */
    private static final Set<String> TELLING =
            Set.of(
                    "january",
                    "february",
                    "march",
                    "april",
                    "may",
                    "june",
                    "july",
                    "august",
                    "september",
                    "october",
                    "november",
                    "december",
                    "monday",
                    "tuesday",
                    "wednesday",
                    "thursday",
                    "friday",
                    "saturday",
                    "sunday",
                    "ninety",
                    "nineties",
                    "nonagenarian",
                    "centenarian");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\[[A-Z]{2,8}_[0-9]{1,8}[A-Z]?\\]");

    private Word() {}

    /**
     * {@link #SUSPECT}, or how far the word takes a reader away from a candidate before it: 2 for a
     * long plain word, 1 for a short one, 0 for one that may go on with a name.
     */
    static int weight(String word) {
        String bare = word.indexOf('[') < 0 ? word : PLACEHOLDER.matcher(word).replaceAll("");
        int first = -1;
        int letters = 0;
        for (int at = 0; at < bare.length(); at++) {
            char letter = bare.charAt(at);
            if (suspect(letter) || joins(bare, at)) {
                return SUSPECT;
            }
            if (Character.isLetter(letter)) {
                first = first < 0 ? at : first;
                letters++;
            }
        }
        return first < 0 ? 1 : weight(bare, first, letters);
    }

    private static int weight(String word, int first, int letters) {
        int end = first;
        while (end < word.length() && Character.isLetter(word.charAt(end))) {
            end++;
        }
        String name = word.substring(first, end);
        boolean capital = Character.isUpperCase(word.charAt(first));
        if (TELLING.contains(name.toLowerCase(Locale.ROOT))
                || (capital && (end - first != letters || !PlainWords.contains(name)))) {
            return SUSPECT;
        }
        if (capital) {
            return 0;
        }
        return letters >= LONG ? 2 : 1;
    }

    private static boolean suspect(char letter) {
        if (letter < 128) {
            return (letter >= '0' && letter <= '9') || "@\\%&=".indexOf(letter) >= 0;
        }
        return switch (Character.getType(letter)) {
            case Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER,
                    Character.FORMAT ->
                    true;
            default -> false;
        };
    }

    /** A colon or dot between letters: a scheme, a host, a spelled-out address. */
    private static boolean joins(String word, int at) {
        char letter = word.charAt(at);
        return (letter == '.' || letter == ':')
                && at > 0
                && at + 1 < word.length()
                && (Character.isLetter(word.charAt(at + 1)) || word.charAt(at + 1) == '/');
    }

    /**
     * Whether a word is plain but for a placeholder at its end, behind which nothing can hang on.
     */
    static boolean endsWithPlaceholder(String word) {
        int bracket = word.lastIndexOf('[');
        return bracket >= 0
                && PLACEHOLDER.matcher(word.substring(bracket)).matches()
                && weight(word) != SUSPECT;
    }

    /**
     * Blanks what stands for a value of the request, so that nothing is seen in it. In an address
     * it is filled instead: the address is masked with it, and nothing is restored there (SCR-39).
     */
    static String blanked(String text) {
        if (text.indexOf('[') < 0) {
            return text;
        }
        StringBuilder blank = new StringBuilder(text);
        Matcher placeholders = PLACEHOLDER.matcher(text);
        while (placeholders.find()) {
            char filling = inAddress(text, placeholders.start()) ? 'x' : ' ';
            for (int at = placeholders.start(); at < placeholders.end(); at++) {
                blank.setCharAt(at, filling);
            }
        }
        return blank.toString();
    }

    private static boolean inAddress(String text, int at) {
        int start = at;
        while (start > 0 && !Character.isWhitespace(text.charAt(start - 1))) {
            start--;
        }
        String before = text.substring(start, at);
        return before.contains("://") || before.toLowerCase(Locale.ROOT).contains("www.");
    }
}
