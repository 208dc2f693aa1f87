package portcullis.apps.assistant;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where sentences begin and end, and where a sentence stands in a passage. */
final class Spans {
    /** The end of a sentence, with closing quotes and citation marks that belong to it. */
    private static final Pattern END =
            Pattern.compile(
                    "[.!?]+[\"'”’)\\]]*(?:\\s*\\[\\d{1,3}])*(?=\\s|$)|(?:\\s*\\[\\d{1,3}])+(?=[^\\S\\n]*\\n)"
                            + "|\\n\\s*\\n|\\n(?=\\s*[-*•#]|\\s*\\d+[.)]\\s)");

    /** What ends with a point without ending a sentence. */
    private static final Pattern SHORT =
            Pattern.compile(
                    "(?:^|[\\s(])(?:e\\.g|i\\.e|cf|vs|al|etc|approx|ca|no|nos|fig|figs|eq|dr|mr|mrs|ms|prof|st"
                            + "|resp|incl|vol|pp|sp|spp)\\.$",
                    Pattern.CASE_INSENSITIVE);

    /** "1." in front of a list's line. */
    private static final Pattern LISTED = Pattern.compile("\\s*\\d{1,2}\\.");

    private Spans() {}

    /** A part of a text; UTF-16 units, the end excluded. */
    record Span(int start, int end) {
        String of(String text) {
            return text.substring(start, end);
        }
    }

    /** The sentences of a text, without white space around them. */
    static List<Span> sentences(String text) {
        List<Span> spans = new ArrayList<>();
        int from = 0;
        for (OptionalInt end = end(text, 0); end.isPresent(); end = end(text, from)) {
            add(text, from, end.getAsInt(), spans);
            from = end.getAsInt();
        }
        add(text, from, text.length(), spans);
        return spans;
    }

    /** One past the first sentence at or after a place; empty when none ends in this text. */
    static OptionalInt end(String text, int from) {
        Matcher ends = END.matcher(text);
        ends.region(from, text.length());
        while (ends.find()) {
            if (!shortened(text.substring(from, ends.end()))
                    && !lowerCaseFollows(text, ends.end())) {
                return OptionalInt.of(ends.end());
            }
        }
        return OptionalInt.empty();
    }

    private static boolean shortened(String sentence) {
        return SHORT.matcher(sentence).find() || LISTED.matcher(sentence).matches();
    }

    /** "… vs. placebo" and "the p. value" go on in lower case; a new sentence does not. */
    private static boolean lowerCaseFollows(String text, int end) {
        if (text.charAt(end - 1) != '.') {
            return false;
        }
        int next = end;
        while (next < text.length() && text.charAt(next) == ' ') {
            next++;
        }
        return next < text.length() && Character.isLowerCase(text.charAt(next));
    }

    private static void add(String text, int from, int to, List<Span> spans) {
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

    /** Where a quote stands word for word; runs of white space count as one blank. */
    static Optional<Span> find(String quote, String passage) {
        String[] parts = quote.strip().split("\\s+");
        if (quote.isBlank() || String.join("", parts).length() > passage.length()) {
            return Optional.empty();
        }
        StringBuilder pattern = new StringBuilder();
        for (String part : parts) {
            pattern.append(pattern.isEmpty() ? "" : "\\s+").append(Pattern.quote(part));
        }
        Matcher matcher = Pattern.compile(pattern.toString()).matcher(passage);
        return matcher.find()
                ? Optional.of(new Span(matcher.start(), matcher.end()))
                : Optional.empty();
    }
}
