package portcullis.apps.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import portcullis.apps.assistant.Sentence.Verdict;
import portcullis.apps.assistant.SentenceCheck.Finding;

@Tag("AST-4")
class SentenceCheckTest {
    private static final String PASSAGE =
            """
            Vaccines must be stored between 2 and 8 degrees C in a monitored refrigerator. \
            Of the 40 respondents, only 16 were aware of the storage conditions.
            Metformin is not recommended when the filtration rate is below 30 ml/min. \
            The usual dose is 500 mg twice daily, and patients did not report severe pain. \
            Mortality decreased after treatment with aspirin in the Manchester cohort. \
            The board wrote that "no vial may be reused" and nobody claims that freezing is safe.""";

    @Test
    void aWholeSentenceIsVerbatimWithItsExactPlace() {
        String sentence = "Of the 40 respondents, only 16 were aware of the storage conditions.";
        Finding finding = SentenceCheck.check(sentence, PASSAGE);
        assertThat(finding).isInstanceOf(Finding.Supported.class);
        Finding.Supported supported = (Finding.Supported) finding;
        assertThat(supported.verdict()).isEqualTo(Verdict.VERBATIM);
        assertThat(supported.place().of(PASSAGE)).isEqualTo(sentence);
    }

    @Test
    void whiteSpaceAndTheLastPointDoNotMatter() {
        assertThat(verdict("Of the 40 respondents,\n only 16 were aware of the storage conditions"))
                .isEqualTo("VERBATIM");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SUPPORTED    | Vaccines are stored between 2 and 8 degrees C in a refrigerator.",
                "SUPPORTED    | The usual dose of metformin is 500 mg twice daily.",
                "SUPPORTED    | Patients did not report severe pain.",
                "SUPPORTED    | 16 of 40 respondents were aware of the storage conditions.",
                "SUPPORTED    | The board wrote that \"no vial may be reused\".",
                "NUMBER       | Vaccines must be stored between 2 and 9 degrees C in a refrigerator.",
                "NUMBER       | The usual dose is 500 g twice daily.",
                "NUMBER       | The usual dose is 500 mg/kg twice daily.",
                "NUMBER       | The usual dose is 5000 mg twice daily.",
                "NUMBER       | Of twelve respondents, only 16 were aware of the storage conditions.",
                "NUMBER       | Of the 40 respondents, only 16 % were aware of the storage conditions.",
                "NEGATION     | Metformin is recommended when the filtration rate is below 30 ml/min.",
                "NEGATION     | Patients did report severe pain.",
                "NEGATION     | Vaccines must not be stored in a monitored refrigerator.",
                "NEGATION     | Mortality increased after treatment with aspirin in the Manchester cohort.",
                "NEGATION     | Mortality decreased before treatment with aspirin in the cohort.",
                "NEGATION     | Metformin is not recommended when the filtration rate is above 30 ml/min.",
                "NEGATION     | Freezing is safe.",
                "NAME         | Mortality decreased after treatment with warfarin in the Manchester cohort.",
                "NAME         | Mortality decreased after treatment with aspirin in the Bradford cohort.",
                "NAME         | Mortality decreased after treatment with rosuvastatin in the cohort.",
                "NOT_VERBATIM | The board wrote that \"each vial may be reused\".",
                "WEAK_SUPPORT | Freezing destroys the adjuvant of aluminium vaccines within an hour.",
                "WEAK_SUPPORT | Yes.",
                "WEAK_SUPPORT | The capital of France is Paris."
            })
    void eachClaimIsHeldAgainstThePassage(String expected, String sentence) {
        assertThat(verdict(sentence)).isEqualTo(expected);
    }

    @Test
    void halfASentenceMayNotPassAsItsOpposite() {
        String passage = "Nobody claims that freezing is safe in any case.";
        assertThat(verdict("freezing is safe in any case.", passage)).isEqualTo("NEGATION");
    }

    @Test
    void hugeAndHostileInputsAreChecked() {
        assertThat(verdict("(".repeat(3000), PASSAGE)).isEqualTo("WEAK_SUPPORT");
        assertThat(verdict("\\E.*[a-z]+\\Q fever", PASSAGE)).isEqualTo("WEAK_SUPPORT");
        assertThat(verdict("", PASSAGE)).isEqualTo("WEAK_SUPPORT");
        assertThat(verdict("𝟓𝟎𝟎 mg is the usual dose twice daily.", PASSAGE))
                .isNotEqualTo("VERBATIM");
        assertThat(verdict("1.2.3 is the usual dose, 99,99,9 twice daily.")).isEqualTo("NUMBER");
        assertThat(verdict("fever ".repeat(20_000), "fever ".repeat(3_000))).isNotEmpty();
    }

    private static String verdict(String sentence) {
        return verdict(sentence, PASSAGE);
    }

    private static String verdict(String sentence, String passage) {
        return switch (SentenceCheck.check(sentence, passage)) {
            case Finding.Supported(_, Verdict verdict) -> verdict.name();
            case Finding.Unsupported(Withheld reason) -> reason.name();
        };
    }
}
