package portcullis.privacy.find;

import portcullis.privacy.EntityType;
import portcullis.privacy.unfold.View;

/**
 * Where something was seen in the source: a place, never a value.
 *
 * @param leaf index of the leaf
 * @param place whether it lies in the leaf's text or in its key
 * @param start first UTF-16 unit, at the edge of a grapheme cluster
 * @param end one past the last unit
 * @param view the way of reading in which it was seen
 */
public record Span(
        int leaf,
        Place place,
        int start,
        int end,
        EntityType type,
        String rule,
        double score,
        View.Kind view) {
    /** Which text of a leaf. */
    public enum Place {
        TEXT,
        KEY
    }
}
