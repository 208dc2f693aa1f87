package portcullis.privacy;

import java.util.List;
import java.util.Map;
import portcullis.kernel.Label;
import portcullis.kernel.SensitiveText;

/** A specimen after its verdict: masked texts and what was found. Only Inspection makes one. */
public final class Inspected {
    private final List<SensitiveText> texts;
    private final List<Finding> findings;
    private final Mapping mapping;
    private final Map<Label, Long> receipt;

    Inspected(
            List<SensitiveText> texts,
            List<Finding> findings,
            Mapping mapping,
            Map<Label, Long> receipt) {
        this.texts = List.copyOf(texts);
        this.findings = List.copyOf(findings);
        this.mapping = mapping;
        this.receipt = Map.copyOf(receipt);
    }

    /** One text per leaf, masked; the same instance as in the leaf when nothing changed. */
    public List<SensitiveText> texts() {
        return texts;
    }

    /** Where something was found, in source offsets, ordered by leaf and start. */
    public List<Finding> findings() {
        return findings;
    }

    /** Placeholders and their values, for this request only. */
    public Mapping mapping() {
        return mapping;
    }

    /** Counts for the audit intent (SCR-43); keys are fixed names, values never identify. */
    public Map<Label, Long> receipt() {
        return receipt;
    }
}
