package portcullis.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import portcullis.kernel.SensitiveText;

/** A name that was certain once is masked wherever it stands again in the request. */
class PropagationTest {
    private static List<String> masked(String... texts) {
        return Texts.passed(Texts.inspect(Texts.specimen(texts))).texts().stream()
                .map(SensitiveText::reveal)
                .toList();
    }

    @ParameterizedTest
    @Tag("SCR-24")
    @ValueSource(
            strings = {
                "then Oyelaran",
                "then Oyelaran's chart",
                "then OYELARAN",
                "then Temitope",
                "then T.O.",
                "then T. O."
            })
    void laterMentionsInOtherLeavesAreMasked(String later) {
        List<String> masked = masked("Patient: Temitope Oyelaran", later);
        assertThat(masked.get(1)).startsWith("then [PERSON_").doesNotContain("yelaran");
    }

    @Test
    @Tag("SCR-24")
    void otherWordsAndDegreesStay() {
        List<String> masked = masked("Patient: Martha Dunmore", "the M.D. came; dunmore; A. B.");
        assertThat(masked.get(1)).isEqualTo("the M.D. came; dunmore; A. B.");
    }
}
