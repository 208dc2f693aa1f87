package portcullis.privacy;

import java.util.ArrayList;
import java.util.List;
import portcullis.kernel.SensitiveText;
import portcullis.privacy.find.Found;
import portcullis.privacy.find.Span;
import portcullis.privacy.mask.Masked;

/** The masked texts as a specimen of their own, placeholders blanked (SCR-17). */
final class Rescan {
    private final List<Integer> indexes = new ArrayList<>();
    private final List<Leaf> leaves = new ArrayList<>();
    private final Masked masked;
    private final Specimen source;

    Rescan(Specimen specimen, Masked masked) {
        this.masked = masked;
        this.source = specimen;
        for (int index = 0; index < specimen.leaves().size(); index++) {
            if (!masked.places().get(index).isEmpty()) {
                Leaf leaf = specimen.leaves().get(index);
                indexes.add(index);
                leaves.add(new Leaf(leaf.key(), blanked(index), leaf.treatment(), leaves.size()));
            }
        }
    }

    private SensitiveText blanked(int index) {
        StringBuilder text = new StringBuilder(masked.texts().get(index).reveal());
        for (Masked.Place place : masked.places().get(index)) {
            for (int at = place.start(); at < place.end(); at++) {
                text.setCharAt(at, ' ');
            }
        }
        return SensitiveText.of(text.toString());
    }

    /** Only the leaves that were changed. */
    Specimen specimen() {
        return new Specimen(source.context(), leaves, source.subject());
    }

    /** What was found there, in the offsets of the source. */
    List<Span> inSource(Found found) {
        return found.spans().stream()
                .filter(span -> span.place() == Span.Place.TEXT)
                .map(this::inSource)
                .toList();
    }

    private Span inSource(Span span) {
        int leaf = indexes.get(span.leaf());
        return new Span(
                leaf,
                span.place(),
                source(leaf, span.start()),
                source(leaf, span.end() - 1) + 1,
                span.type(),
                span.rule(),
                span.score(),
                span.view());
    }

    private int source(int leaf, int offset) {
        int moved = 0;
        for (Masked.Place place : masked.places().get(leaf)) {
            if (offset < place.start()) {
                break;
            }
            if (offset < place.end()) {
                return place.sourceStart();
            }
            moved = place.sourceEnd() - place.end();
        }
        return offset + moved;
    }
}
