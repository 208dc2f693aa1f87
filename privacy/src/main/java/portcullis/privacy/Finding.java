package portcullis.privacy;

import java.util.Set;
import portcullis.privacy.unfold.View;

/**
 * Where protected information stands, without the information (SCR-42).
 *
 * @param leaf index of the leaf in the specimen
 * @param start first UTF-16 unit of the finding in that leaf
 * @param end one past the last UTF-16 unit
 * @param types all types that fit; the first is the one that names the placeholder
 * @param rule id of the rule with the best score
 * @param score 0–0.99 (SCR-18)
 * @param view the way of reading in which that rule saw it
 */
public record Finding(
        int leaf,
        int start,
        int end,
        Set<EntityType> types,
        String rule,
        double score,
        View.Kind view) {

    /** Bands of SCR-18: high ≥ .85, medium ≥ .60, low ≥ .30. */
    public enum Band {
        LOW,
        MEDIUM,
        HIGH
    }

    public Band band() {
        return score >= 0.85 ? Band.HIGH : score >= 0.60 ? Band.MEDIUM : Band.LOW;
    }
}
