package portcullis.privacy.find;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import portcullis.privacy.EntityType;
import portcullis.privacy.entities.PlainWords;
import portcullis.privacy.unfold.Sheet;
import portcullis.privacy.unfold.Unfolded;
import portcullis.privacy.unfold.View;

/**
 * Finds every other whole-word mention of a name that was confirmed once, in any leaf (SCR-24):
 * each of its parts, also in capitals, and its initials.
 */
final class Propagation {
    private static final double CONFIRMED = 0.60;
    private static final double KNOWN = 0.75;
    private static final int SHORTEST = 3;
    private static final int SHORTEST_LOUD = 4;
    private static final String RULE = "person-known-before";

    /** M.D. after a name is no person of these initials. */
    private static final Set<String> DEGREES =
            Set.of("MD", "DO", "RN", "NP", "PA", "OD", "MA", "BA");

    private final Set<String> names = new HashSet<>();
    private final Set<String> initials = new HashSet<>();

    /** The names among the spans; empty when there are none. */
    static Optional<Propagation> of(Unfolded unfolded, List<Span> spans) {
        Propagation known = new Propagation();
        Map<Integer, String> texts = new HashMap<>();
        for (Span span : spans) {
            if (span.type() == EntityType.PERSON
                    && span.place() == Span.Place.TEXT
                    && span.score() >= CONFIRMED) {
                known.collect(
                        text(unfolded, texts, span.leaf()).substring(span.start(), span.end()));
            }
        }
        return known.names.isEmpty() ? Optional.empty() : Optional.of(known);
    }

    private static String text(Unfolded unfolded, Map<Integer, String> texts, int leaf) {
        if (texts.isEmpty()) {
            for (Sheet sheet : unfolded.sheets()) {
                if (sheet.part() == Sheet.Part.TEXT) {
                    texts.put(sheet.firstLeaf(), sheet.text());
                }
            }
        }
        return texts.getOrDefault(leaf, "");
    }

    private void collect(String value) {
        StringBuilder letters = new StringBuilder();
        for (String part : value.split("[^\\p{L}]+")) {
            if (!part.isEmpty() && Character.isUpperCase(part.charAt(0))) {
                letters.append(part.charAt(0));
                if (part.length() >= SHORTEST && !PlainWords.contains(part)) {
                    add(part);
                }
            }
        }
        if (letters.length() > 1 && !DEGREES.contains(letters.toString())) {
            initials.add(letters.toString());
        }
    }

    /** As it stands, in capitals, and with one capital. */
    private void add(String part) {
        names.add(part);
        if (part.length() >= SHORTEST_LOUD) {
            names.add(part.toUpperCase(Locale.ROOT));
            names.add(part.charAt(0) + part.substring(1).toLowerCase(Locale.ROOT));
        }
    }

    /** Adds a span for every mention in every text. */
    void spread(Unfolded unfolded, List<Span> spans) {
        for (Sheet sheet : unfolded.sheets()) {
            if (sheet.part() == Sheet.Part.TEXT) {
                mentions(sheet, spans);
            }
        }
    }

    private void mentions(Sheet sheet, List<Span> spans) {
        String text = sheet.text();
        for (int at = 0; at < text.length(); at++) {
            if (!Character.isUpperCase(text.charAt(at))
                    || (at > 0 && Tokens.isWord(text.charAt(at - 1)))) {
                continue;
            }
            int end = at + 1;
            while (end < text.length() && Character.isLetter(text.charAt(end))) {
                end++;
            }
            if (end == at + 1) {
                end = dotted(text, at);
            }
            boolean dots = text.charAt(end - 1) == '.';
            Set<String> known = dots ? initials : names;
            String word = text.substring(at, end);
            if (known.contains(dots ? word.replace(".", "").replace(" ", "") : word)) {
                spans.add(span(sheet.firstLeaf(), at, end));
            }
            at = end - 1;
        }
    }

    /** The end of "J.S." or "J. S."; one past the first letter when there is no second. */
    private static int dotted(String text, int start) {
        int end = start;
        int at = start;
        while (at + 1 < text.length()
                && Character.isUpperCase(text.charAt(at))
                && text.charAt(at + 1) == '.') {
            end = at + 2;
            at = end < text.length() && text.charAt(end) == ' ' ? end + 1 : end;
        }
        return end > start + 2 ? end : start + 1;
    }

    private static Span span(int leaf, int start, int end) {
        return new Span(
                leaf, Span.Place.TEXT, start, end, EntityType.PERSON, RULE, KNOWN, View.Kind.RAW);
    }
}
