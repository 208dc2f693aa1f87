package portcullis.privacy;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import portcullis.kernel.Label;
import portcullis.privacy.judge.Judged;
import portcullis.privacy.unfold.Unfolded;

/** Writes the scan's part of the audit entry: numbers under fixed names (SCR-43). */
final class Counts {
    private final Map<Label, Long> counts = new HashMap<>();

    /**
     * @param rules hash of the rule pack
     * @param policy the policy under which the verdict was given; the name is all there is to it
     */
    Counts(Specimen specimen, Unfolded unfolded, Policy policy, long rules) {
        put("scan.rules", rules);
        put("scan.leaves", specimen.leaves().size());
        put("scan.characters", unfolded.characters());
        put("scan.views", unfolded.views());
        put("scan.policy." + policy.name(), 1);
        put("scan.context." + specimen.context().name(), 1);
    }

    Counts verdict(Judged.Verdict verdict, List<Finding> findings) {
        put("scan.verdict." + verdict.name(), 1);
        put("scan.findings", findings.size());
        Map<String, Long> found = new HashMap<>();
        for (Finding finding : findings) {
            String type = finding.types().iterator().next().name();
            String band = finding.band().name().toLowerCase(Locale.ROOT);
            found.merge("scan.found." + type + "." + band, 1L, Long::sum);
        }
        found.forEach(this::put);
        return this;
    }

    Counts took(long nanos) {
        put("scan.micros", Math.max(0, nanos / 1000));
        return this;
    }

    private void put(String name, long value) {
        counts.put(new Label(name), value);
    }

    Map<Label, Long> done() {
        return Map.copyOf(counts);
    }
}
