package portcullis.privacy;

import java.util.List;
import java.util.Map;

/** The verdict on texts that hold nothing to protect. */
public final class Untouched {
    private Untouched() {}

    public static Inspected of(Specimen specimen) {
        return new Inspected(
                specimen.leaves().stream().map(Leaf::text).toList(),
                List.of(),
                Mapping.empty(),
                Map.of());
    }
}
