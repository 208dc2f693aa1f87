package portcullis.library.chunk;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a page where a reader would pause: at empty lines, before list items and after sentences.
 * The spans hold no blanks at their ends and leave out nothing but blanks.
 */
final class Sentences {
    private static final Pattern PAUSE =
            Pattern.compile("\\n\\s*+\\n|\\n(?=\\s*+(?:[-*•]|\\d{1,3}[.)])\\s)");

    private Sentences() {}

    static List<Span> of(String text) {
        List<Span> spans = new ArrayList<>();
        Matcher pause = PAUSE.matcher(text);
        int from = 0;
        while (pause.find()) {
            addSentences(text, from, pause.start(), spans);
            from = pause.end();
        }
        addSentences(text, from, text.length(), spans);
        return spans;
    }

    private static void addSentences(String text, int from, int to, List<Span> spans) {
        String block = text.substring(from, to);
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        breaks.setText(block);
        int start = breaks.first();
        int end = breaks.next();
        while (end != BreakIterator.DONE) {
            addTrimmed(text, from + start, from + end, spans);
            start = end;
            end = breaks.next();
        }
    }

    private static void addTrimmed(String text, int from, int to, List<Span> spans) {
        int start = from;
        int end = to;
        while (start < end && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        if (start < end) {
            spans.add(new Span(start, end));
        }
    }
}
