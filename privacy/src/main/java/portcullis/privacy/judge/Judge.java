package portcullis.privacy.judge;

import java.util.ArrayList;
import java.util.List;
import portcullis.privacy.Context;
import portcullis.privacy.EntityType;
import portcullis.privacy.Leaf;
import portcullis.privacy.Policy;
import portcullis.privacy.Specimen;
import portcullis.privacy.find.Found;
import portcullis.privacy.find.Span;

/** Merges spans and decides by policy and context (screening specification, section 7). */
public final class Judge {
    private static final double MEDIUM = 0.60;

    /** The policy that holds in a context: a caller may only make the context's own stricter. */
    public static Policy effective(Context context, Policy policy) {
        return switch (context) {
            case AI_INPUT -> policy;
            case AI_OUTPUT, UPLOAD, LOG -> policy.atLeast(Policy.REDACT);
            case EXPORT -> Policy.BLOCK;
        };
    }

    /** The verdict about everything found; the policy is the effective one. */
    public Judged judge(Specimen specimen, Found found, Policy policy) {
        List<Cover> covers = Merging.covers(found.spans());
        List<Cover> masked = new ArrayList<>();
        boolean blocked = keysBlock(found, policy);
        for (Cover cover : covers) {
            boolean fixed = treatment(specimen, cover) == Leaf.Treatment.READ_ONLY;
            blocked |= blocks(specimen.context(), policy, cover, fixed);
            if (!fixed && (policy != Policy.PASS || cover.naming() == EntityType.SECRET)) {
                masked.add(cover);
            }
        }
        Judged.Verdict verdict = masked.isEmpty() ? Judged.Verdict.PASS : Judged.Verdict.MASK;
        return new Judged(blocked ? Judged.Verdict.BLOCK : verdict, covers, masked);
    }

    private static Leaf.Treatment treatment(Specimen specimen, Cover cover) {
        return specimen.leaves().get(cover.leaf()).treatment();
    }

    /** What cannot be rewritten must not hold anything (SCR-5). */
    private static boolean keysBlock(Found found, Policy policy) {
        return found.spans().stream()
                .filter(span -> span.place() == Span.Place.KEY && span.score() >= MEDIUM)
                .anyMatch(span -> policy != Policy.PASS || span.type() == EntityType.SECRET);
    }

    private static boolean blocks(Context context, Policy policy, Cover cover, boolean fixed) {
        if (cover.naming() == EntityType.LITERAL) {
            return false;
        }
        if (context == Context.EXPORT) {
            return true;
        }
        boolean clear = cover.score() >= MEDIUM;
        boolean allowed = policy == Policy.PASS && cover.naming() != EntityType.SECRET;
        return clear && (policy == Policy.BLOCK || (fixed && !allowed));
    }
}
