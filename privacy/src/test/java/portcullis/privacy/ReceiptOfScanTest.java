package portcullis.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.SensitiveText;
import portcullis.privacy.find.FormatDetector;

/** What a scan leaves in the audit intent. */
@Tag("SCR-43")
class ReceiptOfScanTest {
    private static final String TEXT = "Mail larkspurin@example.org, MRN: 84736251";

    private static Map<String, Long> receipt(Inspection inspection, Policy policy) {
        Leaf leaf =
                new Leaf(
                        SensitiveText.of(""), SensitiveText.of(TEXT), Leaf.Treatment.REWRITABLE, 0);
        Outcome<Inspected> outcome =
                inspection.inspect(
                        new Specimen(Context.AI_INPUT, List.of(leaf)),
                        policy,
                        Deadline.in(Duration.ofSeconds(20)));
        Map<String, Long> counts = new HashMap<>();
        ((Outcome.Passed<Inspected>) outcome)
                .value()
                .receipt()
                .forEach((name, count) -> counts.put(name.value(), count));
        return counts;
    }

    private static Inspection formats() {
        return new Inspection(List.of(new FormatDetector()));
    }

    @Test
    void aReceiptTellsHowATextWasReadAndWhatWasFound() {
        Map<String, Long> receipt = receipt(formats(), Policy.PSEUDONYMISE);
        assertThat(receipt)
                .containsEntry("scan.leaves", 1L)
                .containsEntry("scan.characters", (long) TEXT.length())
                .containsEntry("scan.policy.PSEUDONYMISE", 1L)
                .containsEntry("scan.context.AI_INPUT", 1L)
                .containsEntry("scan.verdict.MASK", 1L)
                .containsEntry("scan.findings", 2L)
                .containsKeys("scan.views", "scan.micros", "scan.rules");
        assertThat(receipt.keySet())
                .anyMatch(name -> name.matches("scan.found.EMAIL.(medium|high)"))
                .anyMatch(name -> name.matches("scan.found.MRN.(medium|high)"));
        assertThat(receipt.toString()).doesNotContain("larkspurin", "84736251");
    }

    @Test
    void theRulePackIsKnownByItsHash() {
        long rules = receipt(formats(), Policy.REDACT).get("scan.rules");
        assertThat(rules).isPositive().isLessThan(1L << 48);
        assertThat(receipt(formats(), Policy.PSEUDONYMISE)).containsEntry("scan.rules", rules);
        Inspection more =
                new Inspection(List.of(new FormatDetector(), (view, deadline) -> List.of()));
        assertThat(receipt(more, Policy.REDACT).get("scan.rules")).isNotEqualTo(rules);
    }
}
