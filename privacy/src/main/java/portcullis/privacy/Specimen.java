package portcullis.privacy;

import java.util.List;

/** All text of one request or document, leaf by leaf, in order of appearance. */
public record Specimen(Context context, List<Leaf> leaves) {
    public Specimen {
        leaves = List.copyOf(leaves);
    }
}
