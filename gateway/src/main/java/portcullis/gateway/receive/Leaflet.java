package portcullis.gateway.receive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import portcullis.kernel.FieldPath;
import portcullis.kernel.SensitiveText;
import portcullis.privacy.Leaf;
import portcullis.privacy.Leaf.Treatment;

/** Gathers the leaves of a request in the order in which they shall be read. */
final class Leaflet {
    private static final SensitiveText NO_KEY = SensitiveText.of("");

    private final List<Spot> spots = new ArrayList<>();
    private final List<Spot> parts = new ArrayList<>();
    private Optional<FieldPath> unscannable = Optional.empty();
    private int joint;
    private int message;
    private boolean joining;
    private long characters;

    void key(String name, int start) {
        if (!Vocabulary.NAMES.contains(name)) {
            Leaf leaf = new Leaf(NO_KEY, SensitiveText.of(name), Treatment.READ_ONLY, ++joint);
            add(new Spot(leaf, start, start));
        }
    }

    /** Numbers are read, never rewritten: a placeholder is not a number. */
    void number(String key, String digits, int start) {
        add(new Spot(leaf(key, digits, Treatment.READ_ONLY), start, start));
    }

    /** What stands outside the body and travels on: read, never rewritten. */
    void header(String name, String text) {
        add(new Spot(leaf(name, text, Treatment.READ_ONLY), 0, 0));
    }

    void text(Spotting at, String text, Span span) {
        Treatment treatment = at.place().treatment(at.key());
        if (treatment == Treatment.READ_ONLY && Vocabulary.VALUES.contains(text)) {
            return;
        }
        Leaf leaf = leaf(at.key(), text, treatment);
        add(new Spot(leaf, span.start(), span.end(), at.place().isOpaque(at.key())));
    }

    /** From here to {@link #closeJoint} rewritable texts are parts of one message (SCR-6). */
    void openJoint() {
        message = ++joint;
        joining = true;
    }

    /** The parts stand behind the keys and names between them, so that they follow each other. */
    void closeJoint() {
        joining = false;
        spots.addAll(parts);
        parts.clear();
    }

    void unscannable(FieldPath path) {
        unscannable = unscannable.or(() -> Optional.of(path));
    }

    int size() {
        return spots.size() + parts.size();
    }

    long characters() {
        return characters;
    }

    Received.Leaves gathered() {
        return new Received.Leaves(spots, unscannable);
    }

    private Leaf leaf(String key, String text, Treatment treatment) {
        int group = joining && treatment == Treatment.REWRITABLE ? message : ++joint;
        return new Leaf(SensitiveText.of(key), SensitiveText.of(text), treatment, group);
    }

    private void add(Spot spot) {
        characters += spot.leaf().text().length();
        boolean part = joining && spot.leaf().treatment() == Treatment.REWRITABLE;
        (part ? parts : spots).add(spot);
    }
}
