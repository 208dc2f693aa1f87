package portcullis.privacy.unfold;

import java.util.List;

/**
 * A text that is read as one piece: a leaf, the key of a leaf, or leaves that follow each other.
 *
 * @param part what of the leaves it holds
 * @param firstLeaf index of the leaf it begins with
 * @param starts offset of each leaf in the sheet, then the sheet's length
 * @param text the source text
 * @param views every way to read it; the first is the source itself
 */
public record Sheet(Part part, int firstLeaf, List<Integer> starts, String text, List<View> views) {
    /** What of the leaves a sheet holds. */
    public enum Part {
        TEXT,
        KEY,
        JOINT
    }

    @Override
    public String toString() {
        return "Sheet[" + part + ", " + text.length() + "]";
    }
}
