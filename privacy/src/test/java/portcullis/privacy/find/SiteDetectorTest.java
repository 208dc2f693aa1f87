package portcullis.privacy.find;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;
import portcullis.privacy.Context;
import portcullis.privacy.EntityType;
import portcullis.privacy.Inspected;
import portcullis.privacy.Inspection;
import portcullis.privacy.Leaf;
import portcullis.privacy.Policy;
import portcullis.privacy.Specimen;

@Tag("SCR-15")
class SiteDetectorTest {
    private static Inspection inspection(String pattern) {
        SitePattern site = SitePattern.of("ward", EntityType.MRN, pattern).orElseThrow();
        return Inspection.firstWidth().with(List.of(new SiteDetector(List.of(site))));
    }

    private static Outcome<Inspected> inspect(Inspection inspection, String text, Duration within) {
        Leaf leaf =
                new Leaf(
                        SensitiveText.of(""), SensitiveText.of(text), Leaf.Treatment.REWRITABLE, 0);
        return inspection.inspect(
                new Specimen(Context.UPLOAD, List.of(leaf)), Policy.REDACT, Deadline.in(within));
    }

    private static String masked(String pattern, String text) {
        Outcome<Inspected> outcome = inspect(inspection(pattern), text, Duration.ofSeconds(20));
        return ((Outcome.Passed<Inspected>) outcome).value().texts().getFirst().reveal();
    }

    @Test
    void anOperatorsPatternFindsWhatOnlyTheSiteHas() {
        assertThat(masked("W[0-9]{3}-[A-Z]", "bed W123-K and W999-Z."))
                .isEqualTo("bed [MRN_1] and [MRN_2].");
    }

    @Test
    void itLooksThroughDisguisesLikeEveryOtherRule() {
        assertThat(masked("w[0-9]{3}-k", "bed w\\u200b1２3-k now")).doesNotContain("3-k");
    }

    @Test
    @Tag("SCR-14")
    void whatItFindsStandsAlone() {
        assertThat(masked("w[0-9]{3}", "aw123 w1234 w123")).isEqualTo("aw123 w1234 [MRN_1]");
    }

    @ParameterizedTest
    @Tag("SCR-69")
    @ValueSource(strings = {"(", "[", "a{1001}", "(?<=x)y", "(a)\\1", "", "a*", "^"})
    void aBrokenOrEndlessPatternIsNone(String pattern) {
        assertThat(SitePattern.of("ward", EntityType.MRN, pattern)).isEmpty();
    }

    @Test
    @Tag("SCR-61")
    void aSlowPatternIsNeverSkipped() {
        Outcome<Inspected> outcome =
                inspect(inspection("(x+x+)+y"), "x".repeat(2_000_000), Duration.ofMillis(5));
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(((Outcome.Refused<Inspected>) outcome).refusal().code())
                .isEqualTo(RefusalCode.SCAN_TIMEOUT);
    }
}
