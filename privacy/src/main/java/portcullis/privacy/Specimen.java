package portcullis.privacy;

import java.util.List;

/**
 * All text of one request or document, leaf by leaf, in order of appearance.
 *
 * @param subject whom it is about; what of their record stands in the text is found (SCR-19)
 */
public record Specimen(Context context, List<Leaf> leaves, Subject subject) {
    public Specimen {
        leaves = List.copyOf(leaves);
    }

    /** A text about nobody in particular. */
    public Specimen(Context context, List<Leaf> leaves) {
        this(context, leaves, Subject.unknown());
    }
}
