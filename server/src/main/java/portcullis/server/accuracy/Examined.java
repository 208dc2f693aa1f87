package portcullis.server.accuracy;

import java.util.BitSet;
import java.util.List;
import portcullis.privacy.EntityType;
import portcullis.privacy.Finding;
import portcullis.server.accuracy.LabelledRow.Label;

/**
 * A labelled text and what was found in it.
 *
 * @param findings none when the text was refused
 */
record Examined(LabelledRow row, List<Finding> findings) {
    static boolean touches(Finding finding, Label label) {
        return finding.start() < label.end() && label.start() < finding.end();
    }

    /** How well one label was found, as a value of our kind. */
    Tally tally(Label label, EntityType kind) {
        List<Finding> there = findings.stream().filter(one -> touches(one, label)).toList();
        boolean typed = there.stream().anyMatch(one -> one.types().contains(kind));
        return Tally.one(!there.isEmpty(), covered(label, there), typed);
    }

    private boolean covered(Label label, List<Finding> there) {
        BitSet masked = new BitSet();
        there.forEach(finding -> masked.set(finding.start(), finding.end()));
        boolean signs = row.value(label).chars().noneMatch(Character::isLetterOrDigit);
        for (int at = label.start(); at < label.end(); at++) {
            boolean tells = signs || Character.isLetterOrDigit(row.text().charAt(at));
            if (tells && !masked.get(at)) {
                return false;
            }
        }
        return true;
    }

    /** Whether there is a finding of a kind in one of the bands. */
    boolean has(EntityType kind, List<Finding.Band> bands) {
        return findings.stream()
                .anyMatch(one -> one.types().contains(kind) && bands.contains(one.band()));
    }
}
