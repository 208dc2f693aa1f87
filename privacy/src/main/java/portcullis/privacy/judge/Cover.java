package portcullis.privacy.judge;

import java.util.Set;
import portcullis.privacy.EntityType;
import portcullis.privacy.unfold.View;

/**
 * A confirmed interval of one leaf's text: the union of all spans that touch each other there.
 *
 * @param naming the type that names the placeholder
 * @param types every type seen there, the naming one first
 * @param rule id of the rule with the best score
 * @param view the way of reading in which that rule saw it
 */
public record Cover(
        int leaf,
        int start,
        int end,
        EntityType naming,
        Set<EntityType> types,
        String rule,
        double score,
        View.Kind view) {}
