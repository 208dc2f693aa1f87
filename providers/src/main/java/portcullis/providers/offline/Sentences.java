package portcullis.providers.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Cuts a text into its sentences without changing a character inside them. An ending is a full
 * stop, question or exclamation mark before white space and a beginning; not after an abbreviation
 * or an initial. Blank lines end a sentence, too. Careful in doubt: a sentence too long quotes
 * more, a sentence too short may lose its "not".
 */
final class Sentences {
    private static final Set<String> ABBREVIATIONS =
            Set.of(
                    ("al approx art ca cf ch dept dr eg e.g eq est etc fig figs gen i.e ie incl inc"
                                    + " jan feb mar apr jun jul aug sep sept oct nov dec max min mr mrs ms no"
                                    + " nos nr op p pp par prof ref resp sec st tab u.s u.k viz vol vs")
                            .split(" "));

    private Sentences() {}

    static List<String> of(String text) {
        List<String> sentences = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            int end = blankLine(text, i) ? i : sentenceEnd(text, i);
            if (end >= 0) {
                add(sentences, text.substring(start, end));
                start = end;
                i = Math.max(i, end - 1);
            }
        }
        add(sentences, text.substring(start));
        return sentences;
    }

    private static void add(List<String> sentences, String text) {
        String sentence = text.strip();
        if (!sentence.isEmpty()) {
            sentences.add(sentence);
        }
    }

    private static boolean blankLine(String text, int at) {
        if (text.charAt(at) != '\n') {
            return false;
        }
        int next = at + 1;
        while (next < text.length() && isBlank(text.charAt(next))) {
            next++;
        }
        return next < text.length() && text.charAt(next) == '\n';
    }

    private static boolean isBlank(char next) {
        return next == ' ' || next == '\t' || next == '\r';
    }

    /** Where the sentence that this mark closes ends; −1 when it closes none. */
    private static int sentenceEnd(String text, int mark) {
        char at = text.charAt(mark);
        if (at != '.' && at != '!' && at != '?') {
            return -1;
        }
        int end = mark + 1;
        while (end < text.length() && "\"')]\u201d\u2019".indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        if (end == text.length()) {
            return end;
        }
        boolean blank = Character.isWhitespace(text.charAt(end));
        boolean closes = at != '.' || !abbreviated(text, mark);
        return blank && closes && begins(text, end) ? end : -1;
    }

    private static boolean begins(String text, int from) {
        int next = from;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        return next == text.length() || !Character.isLowerCase(text.charAt(next));
    }

    private static boolean abbreviated(String text, int dot) {
        int start = dot;
        while (start > 0 && !Character.isWhitespace(text.charAt(start - 1))) {
            start--;
        }
        String word = text.substring(start, dot).replaceAll("^[(\\[\"']+", "");
        boolean initial = word.length() == 1 && Character.isUpperCase(word.charAt(0));
        return initial || ABBREVIATIONS.contains(word.toLowerCase(Locale.ROOT));
    }
}
