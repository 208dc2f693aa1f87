package portcullis.gateway.receive;

import java.util.Set;
import portcullis.kernel.FieldPath;

/** Where the reading stands. {@code key} is the nearest enclosing field name. */
record Spotting(Place place, String key, FieldPath path) {
    /** Names that may be shown; any other may be a caller's own text. */
    private static final Set<String> PUBLISHED = Vocabulary.NAMES;

    Spotting field(String name, int position) {
        FieldPath next = PUBLISHED.contains(name) ? path.then(name) : path.unnamed(position);
        return new Spotting(place.field(name), name, next);
    }

    Spotting element(int index) {
        return new Spotting(place.element(), key, path.at(index));
    }
}
