package portcullis.privacy.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.SensitiveText;
import portcullis.privacy.Context;
import portcullis.privacy.Inspected;
import portcullis.privacy.Inspection;
import portcullis.privacy.Leaf;
import portcullis.privacy.Policy;
import portcullis.privacy.Specimen;
import portcullis.privacy.Subject;

/** What stands in the record of the person a request is about is found in every spelling. */
class SubjectTest {
    private static final Inspection INSPECTION = Inspection.firstWidth();
    private static final Subject SUBJECT =
            new Subject(
                    texts("Robert Kwabena Stephenson", "Kobi"),
                    List.of(LocalDate.of(1971, 3, 9)),
                    texts("17 Larkspur Street, Elmsworth, QX 40817"),
                    texts("AB-1234-77"));

    private static List<SensitiveText> texts(String... texts) {
        return List.of(texts).stream().map(SensitiveText::of).toList();
    }

    private static String masked(String text, Subject subject) {
        Leaf leaf =
                new Leaf(
                        SensitiveText.of(""), SensitiveText.of(text), Leaf.Treatment.REWRITABLE, 0);
        Outcome<Inspected> outcome =
                INSPECTION.inspect(
                        new Specimen(Context.AI_OUTPUT, List.of(leaf), subject),
                        Policy.REDACT,
                        Deadline.in(Duration.ofSeconds(20)));
        return switch (outcome) {
            case Outcome.Passed<Inspected>(Inspected inspected) ->
                    inspected.texts().getFirst().reveal();
            case Outcome.Refused<Inspected>(var refusal) ->
                    throw new AssertionError(refusal.code().name());
        };
    }

    @ParameterizedTest
    @Tag("SCR-19")
    @ValueSource(
            strings = {
                "robert stephenson",
                "STEPHENSON",
                "Stephenson, Robert",
                "Stevenson",
                "Stehpenson",
                "Stefenson",
                "Bob",
                "Bobby",
                "kwabena",
                "kobi",
                "R.K.S.",
                "R.S.",
                "RKS",
                "R. Stephenson",
                "Röbert"
            })
    void namesAreFoundInEverySpelling(String name) {
        String masked = masked("then " + name + " said so", SUBJECT);
        assertThat(masked).doesNotContain(name).contains("PERSON");
    }

    @ParameterizedTest
    @Tag("SCR-19")
    @ValueSource(
            strings = {
                "1971-03-09",
                "03/09/1971",
                "9.3.1971",
                "9/3/71",
                "19710309",
                "09031971",
                "March 9, 1971",
                "Mar 9th 1971",
                "9 March 1971",
                "9th of March",
                "09-Mar-71"
            })
    void birthDateIsFoundInEveryFormat(String date) {
        assertThat(masked("the day " + date + " counts", SUBJECT)).doesNotContain(date);
    }

    @ParameterizedTest
    @Tag("SCR-19")
    @ValueSource(
            strings = {
                "17 Larkspur Street",
                "17 larkspur st.",
                "17, Larkspur St",
                "Elmsworth",
                "QX 40817",
                "AB-1234-77",
                "ab123477",
                "AB 1234/77"
            })
    void addressAndNumbersAreFoundWhateverSeparatesThem(String value) {
        assertThat(masked("we have " + value + " there", SUBJECT)).doesNotContain(value);
    }

    @ParameterizedTest
    @Tag("SCR-19")
    @CsvSource({"the rose garden,Rose", "a mark on the skin,Mark", "we will bob along,Robert"})
    void ordinaryWordsStayUnlessWrittenLikeNames(String text, String name) {
        Subject subject = new Subject(texts(name), List.of(), List.of(), List.of());
        assertThat(masked(text, subject)).isEqualTo(text);
        String capital = "then " + name + " left";
        assertThat(masked(capital, subject)).isNotEqualTo(capital);
    }

    @Test
    void otherPeopleAndDatesStay() {
        String text = "the pulse at 10 was 71 and the dose 1234 mg on the third day";
        assertThat(masked(text, SUBJECT)).isEqualTo(text);
    }

    @Test
    void recordShowsNothingAndHasLimits() {
        assertThat(SUBJECT.toString()).isEqualTo("Subject[known]");
        List<SensitiveText> many = Collections.nCopies(33, SensitiveText.of("x"));
        assertThatThrownBy(() -> new Subject(many, List.of(), List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Subject.unknown().isUnknown()).isTrue();
    }
}
