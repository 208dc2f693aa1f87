package portcullis.privacy.find;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import portcullis.privacy.EntityType;
import portcullis.privacy.entities.PlainWords;
import portcullis.privacy.unfold.Sheet;
import portcullis.privacy.unfold.Unfolded;
import portcullis.privacy.unfold.View;

/** Finds every other whole-word mention of a name that was confirmed once (SCR-24). */
final class Propagation {
    private static final double CONFIRMED = 0.60;
    private static final int SHORTEST = 3;

    private final Map<String, Double> names;

    private Propagation(Map<String, Double> names) {
        this.names = names;
    }

    /** The names among the spans; empty when there are none. */
    static Optional<Propagation> of(Unfolded unfolded, List<Span> spans) {
        Map<String, Double> names = new HashMap<>();
        Map<Integer, String> texts = new HashMap<>();
        for (Span span : spans) {
            if (span.type() == EntityType.PERSON
                    && span.place() == Span.Place.TEXT
                    && span.score() >= CONFIRMED) {
                collect(
                        text(unfolded, texts, span.leaf()).substring(span.start(), span.end()),
                        names);
            }
        }
        return names.isEmpty() ? Optional.empty() : Optional.of(new Propagation(names));
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

    private static void collect(String value, Map<String, Double> names) {
        for (String part : value.split("[^\\p{L}]+")) {
            if (part.length() >= SHORTEST
                    && Character.isUpperCase(part.charAt(0))
                    && !PlainWords.contains(part)) {
                names.put(part, 0.75);
            }
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
            Double score = names.get(text.substring(at, end));
            if (score != null) {
                spans.add(
                        new Span(
                                sheet.firstLeaf(),
                                Span.Place.TEXT,
                                at,
                                end,
                                EntityType.PERSON,
                                "person-known-before",
                                score,
                                View.Kind.RAW));
            }
            at = end - 1;
        }
    }
}
