package portcullis.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.kernel.Deadline;
import portcullis.kernel.Label;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;
import portcullis.privacy.Leaf.Treatment;
import portcullis.privacy.find.Detector;
import portcullis.privacy.find.FormatDetector;
import portcullis.privacy.find.Sighting;

class InspectionTest {
    private static final String SSN = "ssn 123-45-6789";

    private static Specimen fixed(String key, String text) {
        return new Specimen(
                Context.AI_INPUT, List.of(Texts.leaf(key, text, Treatment.READ_ONLY, 0)));
    }

    private static Specimen in(Context context, String text) {
        return new Specimen(context, List.of(Texts.leaf("content", text, Treatment.REWRITABLE, 0)));
    }

    @Test
    void cleanTextStaysTheSameInstance() {
        SensitiveText text = SensitiveText.of("The fundus was normal, BP 120/80.");
        Leaf leaf = new Leaf(SensitiveText.of("content"), text, Treatment.REWRITABLE, 0);
        Inspected inspected =
                Texts.passed(Texts.inspect(new Specimen(Context.AI_INPUT, List.of(leaf))));
        assertThat(inspected.texts().getFirst()).isSameAs(text);
        assertThat(inspected.mapping().isEmpty()).isTrue();
    }

    @Test
    @Tag("SCR-30")
    void equalValuesShareAnOrdinalAndSpellingsAddALetter() {
        assertThat(Texts.mask("a@b.org, A@B.org, c@d.org, a@b.org"))
                .isEqualTo("[EMAIL_1], [EMAIL_1B], [EMAIL_2], [EMAIL_1]");
    }

    @Test
    @Tag("SCR-30")
    void ordinalsFollowFirstAppearanceOverLeaves() {
        Inspected inspected =
                Texts.passed(Texts.inspect(Texts.specimen("to c@d.org", "a@b.org or c@d.org")));
        assertThat(inspected.texts().stream().map(SensitiveText::reveal))
                .containsExactly("to [EMAIL_1]", "[EMAIL_2] or [EMAIL_1]");
    }

    @Test
    @Tag("SCR-5")
    void numberLeafIsReadWithItsKey() {
        assertThat(Texts.refused(Texts.inspect(fixed("ssn", "123456789"))))
                .isEqualTo(RefusalCode.PHI_BLOCKED);
    }

    @Test
    @Tag("SCR-5")
    void keyThatIsAValueBlocks() {
        assertThat(Texts.refused(Texts.inspect(fixed("jane@example.com", "yes"))))
                .isEqualTo(RefusalCode.PHI_BLOCKED);
    }

    @Test
    @Tag("SCR-5")
    void ordinaryNamesOfToolsAndModelsPass() {
        for (String name :
                List.of(
                        "get_weather",
                        "Search",
                        "gpt-4o-2024-08-06",
                        "o1-2024-12-17",
                        "claude-sonnet-4-5-20250929",
                        "text_editor_20250124",
                        "call_x8YdAq71LmZpR2sT9uVw3BcD",
                        "END OF ANSWER")) {
            Texts.passed(Texts.inspect(fixed("name", name)));
            Texts.passed(Texts.inspect(fixed("model", name)));
        }
    }

    @Test
    @Tag("SCR-6")
    void valueCutOverTwoPartsIsMaskedInBoth() {
        Specimen specimen =
                new Specimen(
                        Context.AI_INPUT,
                        List.of(
                                Texts.leaf("text", "her ssn 123-4", Treatment.REWRITABLE, 7),
                                Texts.leaf("text", "5-6789 ok", Treatment.REWRITABLE, 7)));
        Inspected inspected = Texts.passed(Texts.inspect(specimen));
        assertThat(inspected.texts().stream().map(SensitiveText::reveal))
                .containsExactly("her ssn [SSN_1]", "[SSN_2] ok");
    }

    @Test
    @Tag("SCR-6")
    void base64IsOpenedAndMaskedWhole() {
        assertThat(Texts.mask("data cGF0aWVudCBqYW5lQGV4YW1wbGUuY29tIGhlcmU= end"))
                .isEqualTo("data [EMAIL_1] end");
    }

    @Test
    @Tag("SCR-24")
    void knownNameIsMaskedEverywhere() {
        Inspected inspected =
                Texts.passed(
                        Texts.inspect(
                                Texts.specimen(
                                        "Patient: Jane Okafor", "Okafor's wound. Jane left.")));
        assertThat(inspected.texts().get(1).reveal())
                .doesNotContain("Okafor")
                .doesNotContain("Jane");
    }

    @Test
    void blockPolicyRefusesMediumAndHigh() {
        assertThat(
                        Texts.refused(
                                Texts.INSPECTION.inspect(
                                        Texts.specimen(SSN), Policy.BLOCK, Texts.soon())))
                .isEqualTo(RefusalCode.PHI_BLOCKED);
    }

    @Test
    void blockPolicyMasksLow() {
        Inspected inspected =
                Texts.passed(
                        Texts.INSPECTION.inspect(
                                Texts.specimen("code 123456789"), Policy.BLOCK, Texts.soon()));
        assertThat(inspected.texts().getFirst().reveal()).isEqualTo("code [SSN_1]");
        assertThat(inspected.mapping().isEmpty()).isTrue();
    }

    @Test
    @Tag("SCR-68")
    void exportBlocksWhateverTheCallerAsks() {
        assertThat(
                        Texts.refused(
                                Texts.INSPECTION.inspect(
                                        in(Context.EXPORT, "code 123456789"),
                                        Policy.PASS,
                                        Texts.soon())))
                .isEqualTo(RefusalCode.PHI_BLOCKED);
    }

    @Test
    @Tag("SCR-68")
    void uploadIsRedactedForGoodWhateverTheCallerAsks() {
        Inspected inspected =
                Texts.passed(
                        Texts.INSPECTION.inspect(
                                in(Context.UPLOAD, SSN), Policy.PASS, Texts.soon()));
        assertThat(inspected.texts().getFirst().reveal()).isEqualTo("ssn [SSN_1]");
        assertThat(inspected.mapping().isEmpty()).isTrue();
    }

    @Test
    @Tag("SCR-66")
    void newFindingsInAnswersNeverTakeALivePlaceholder() {
        Inspected inspected =
                Texts.passed(
                        Texts.INSPECTION.inspect(
                                in(Context.AI_OUTPUT, "[SSN_1] and " + SSN),
                                Policy.REDACT,
                                Texts.soon()));
        assertThat(inspected.texts().getFirst().reveal()).isEqualTo("[SSN_1] and ssn [SSN_0]");
    }

    @Test
    void passPolicyStillMasksSecrets() {
        Inspected inspected =
                Texts.passed(
                        Texts.INSPECTION.inspect(
                                Texts.specimen(SSN + " password=reserved-value"),
                                Policy.PASS,
                                Texts.soon()));
        assertThat(inspected.texts().getFirst().reveal()).isEqualTo(SSN + " password=[SECRET_1]");
    }

    @Test
    @Tag("SCR-31")
    void secretIsNeverRestored() {
        Inspected inspected = Texts.of("key sk-abcdefghijklmnop1234567890");
        assertThat(inspected.texts().getFirst().reveal()).isEqualTo("key [SECRET_1]");
        assertThat(inspected.mapping().size()).isZero();
    }

    @Test
    @Tag("SCR-54")
    void brokenDetectorRefusesAndTellsNothing() {
        Detector broken =
                (view, deadline) -> {
                    throw new IllegalStateException(view.text());
                };
        for (Detector detector : List.of(broken, overflowing())) {
            var outcome =
                    new Inspection(List.of(new FormatDetector(), detector))
                            .inspect(Texts.specimen(SSN), Policy.PSEUDONYMISE, Texts.soon());
            assertThat(Texts.refused(outcome)).isEqualTo(RefusalCode.SCAN_FAILED);
            assertThat(outcome.toString()).doesNotContain("123-45");
        }
    }

    private static Detector overflowing() {
        return (view, deadline) -> {
            throw new StackOverflowError();
        };
    }

    @Test
    @Tag("SCR-54")
    void stallingDetectorRefusesInTime() {
        CountDownLatch never = new CountDownLatch(1);
        Detector stalling =
                (view, deadline) -> {
                    try {
                        never.await();
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                    return List.of();
                };
        var outcome =
                new Inspection(List.of(stalling))
                        .inspect(
                                Texts.specimen("fine"),
                                Policy.PSEUDONYMISE,
                                Deadline.in(Duration.ofMillis(50)));
        assertThat(Texts.refused(outcome)).isEqualTo(RefusalCode.SCAN_TIMEOUT);
    }

    @Test
    @Tag("SCR-54")
    void detectorThatAnswersOutsideItsTextRefuses() {
        Detector lying =
                (view, deadline) ->
                        List.of(new Sighting(0, 9_999, EntityType.PERSON, "lying", 0.9));
        assertThat(
                        Texts.refused(
                                new Inspection(List.of(lying))
                                        .inspect(
                                                Texts.specimen("fine"),
                                                Policy.PSEUDONYMISE,
                                                Texts.soon())))
                .isEqualTo(RefusalCode.SCAN_FAILED);
    }

    @Test
    @Tag("SCR-28")
    void furtherDetectorOnlyAdds() {
        Detector names =
                (view, deadline) -> {
                    int at = view.text().indexOf("Zebedee");
                    return at < 0
                            ? List.of()
                            : List.of(new Sighting(at, at + 7, EntityType.PERSON, "model", 0.9));
                };
        Inspected inspected =
                Texts.passed(
                        new Inspection(List.of(new FormatDetector(), names))
                                .inspect(
                                        Texts.specimen("Zebedee, " + SSN),
                                        Policy.PSEUDONYMISE,
                                        Texts.soon()));
        assertThat(inspected.texts().getFirst().reveal()).isEqualTo("[PERSON_1], ssn [SSN_1]");
    }

    @Test
    @Tag("SCR-16")
    void passedDeadlineRefuses() {
        var outcome =
                Texts.INSPECTION.inspect(
                        Texts.specimen("fine"),
                        Policy.PSEUDONYMISE,
                        Deadline.in(Duration.ofNanos(-1)));
        assertThat(Texts.refused(outcome)).isEqualTo(RefusalCode.SCAN_TIMEOUT);
    }

    @Test
    @Tag("SCR-9")
    void tooMuchTextRefuses() {
        String large = "a ".repeat(Inspection.MOST_CHARACTERS / 2) + "a";
        assertThat(Texts.refused(Texts.inspect(Texts.specimen(large))))
                .isEqualTo(RefusalCode.SCAN_TOO_LARGE);
    }

    @Test
    @Tag("SCR-43")
    void receiptCountsAndHoldsNoText() {
        Inspected inspected = Texts.of(SSN + ", jane@example.com");
        assertThat(inspected.receipt())
                .containsEntry(new Label("scan.found.SSN.high"), 1L)
                .containsEntry(new Label("scan.found.EMAIL.high"), 1L)
                .containsEntry(new Label("scan.verdict.MASK"), 1L)
                .containsEntry(new Label("scan.findings"), 2L);
    }

    @Test
    @Tag("SCR-34")
    void mappingShowsOnlyACountAndForgets() {
        Mapping mapping = Texts.of(SSN).mapping();
        assertThat(mapping).hasToString("Mapping[1]");
        mapping.close();
        assertThat(mapping.isEmpty()).isTrue();
    }
}
