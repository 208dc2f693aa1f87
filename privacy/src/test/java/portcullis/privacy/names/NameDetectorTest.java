package portcullis.privacy.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import portcullis.kernel.Deadline;
import portcullis.kernel.SensitiveText;
import portcullis.privacy.Context;
import portcullis.privacy.EntityType;
import portcullis.privacy.Leaf;
import portcullis.privacy.Specimen;
import portcullis.privacy.find.OutOfTime;
import portcullis.privacy.find.Sighting;
import portcullis.privacy.unfold.Unfolder;
import portcullis.privacy.unfold.View;

class NameDetectorTest {
    private static final NameDetectors WITHOUT_LISTS = NameDetector.withoutNames();
    private static final NameDetectors WITH_LISTS = NameDetector.with(Set.of("Zyxofab"));

    static View view(String text) {
        Leaf leaf =
                new Leaf(
                        SensitiveText.of(""), SensitiveText.of(text), Leaf.Treatment.REWRITABLE, 0);
        return new Unfolder()
                .unfold(new Specimen(Context.AI_INPUT, List.of(leaf)))
                .sheets()
                .getFirst()
                .views()
                .getFirst();
    }

    private static List<String> seen(NameDetector detector, EntityType type, String text) {
        List<String> values = new ArrayList<>();
        for (Sighting sighting : detector.detect(view(text), Deadline.in(Duration.ofSeconds(20)))) {
            if (sighting.type() == type) {
                values.add(text.substring(sighting.start(), sighting.end()));
            }
        }
        return values;
    }

    private static List<String> strict(String text) {
        return seen(WITHOUT_LISTS.strict(), EntityType.PERSON, text);
    }

    private static List<String> normal(String text) {
        return seen(WITH_LISTS.normal(), EntityType.PERSON, text);
    }

    @ParameterizedTest
    @Tag("SCR-26")
    @CsvSource(
            delimiter = '|',
            value = {
                "The patient was seen with Oyelaran today. | Oyelaran",
                "Zielinski reports no pain. | Zielinski",
                "We paged Nnamdi Brzezinski at noon. | Nnamdi Brzezinski",
                "Called by O'Shaughnessy today. | O'Shaughnessy",
                "Seen with Jean-Baptiste Lachance. | Jean-Baptiste Lachance",
                "We met DeShawn McAllister there. | DeShawn McAllister",
                "and then Mark told us. | Mark",
                "Mark reports pain. | Mark",
                "JOHNSSON did not come. | JOHNSSON",
                "Told J. van der Meulen so. | J. van der Meulen",
                "Zoë Brontë-Ødegård called. | Zoë Brontë-Ødegård"
            })
    void everyCapitalisedWordOutsideTheAllowListIsAName(String text, String name) {
        assertThat(strict(text)).contains(name);
    }

    @ParameterizedTest
    @Tag("SCR-25")
    @Tag("SCR-26")
    @ValueSource(
            strings = {
                "Past Medical History",
                "Pain is worse today. Denies fever.",
                "Started on Metoprolol and Lisinopril for Hypertension.",
                "Parkinson disease, Crohn's disease and Hodgkin lymphoma.",
                "A Foley catheter was placed; Babinski sign negative.",
                "Wilson's disease was ruled out by Kelly clamp.",
                "ECG, CT and MRI were normal. EF 55%.",
                "On Monday in March the Emergency Department was full.",
                "MARCH 2 AND THE PATIENT HAS A COUGH AND FEVER TODAY",
                "class HashMap { void getName() {} } // JavaScript and Python",
                "Write a summary in English. Don't mention prices."
            })
    void ordinaryAndClinicalWordsAreNoNames(String text) {
        assertThat(strict(text)).isEmpty();
    }

    @ParameterizedTest
    @Tag("SCR-26")
    @CsvSource(
            delimiter = '|',
            value = {
                "PT SEEN WITH WIFE ADAEZE TODAY AND DR OYELARAN WILL CALL BACK | ADAEZE",
                "PT SEEN WITH WIFE ADAEZE TODAY AND DR OYELARAN WILL CALL BACK | OYELARAN",
                "pt seen today, my name is adaeze and i have pain | adaeze",
                "pt seen by dr oyelaran for cough | oyelaran",
                "follow up with lorcan zielinski in may | lorcan zielinski"
            })
    void cuesTellNamesInNotesWithoutCase(String text, String name) {
        assertThat(strict(text)).contains(name);
    }

    @ParameterizedTest
    @Tag("SCR-20")
    @Tag("SCR-21")
    @Tag("SCR-22")
    @CsvSource(
            delimiter = '|',
            value = {
                "Attending: Oyelaran | Oyelaran",
                "Dictated by: Nnamdi Brzezinski | Nnamdi Brzezinski",
                "his wife Adaeze called | Adaeze",
                "her carer, Brzezinski, agreed | Brzezinski",
                "goes by Bubba | Bubba",
                "Ms. Brown agrees | Brown",
                "signed Oyelaran, MD | Oyelaran",
                "Patient Oyelaran was seen | Oyelaran"
            })
    void cuesAreEnoughInNormalMode(String text, String name) {
        assertThat(normal(text)).contains(name);
    }

    @Test
    @Tag("SCR-23")
    void listsTellNamesWithoutCue() {
        assertThat(normal("we think Patricia Kowalczyk should come"))
                .contains("Patricia Kowalczyk");
        assertThat(normal("then maria gonzalez left")).contains("maria gonzalez");
        assertThat(normal("we think of Oyelaran, perhaps")).isEmpty();
    }

    @Test
    @Tag("SCR-26")
    void wordsOfTheOperatorAreNoNames() {
        assertThat(seen(WITH_LISTS.strict(), EntityType.PERSON, "Given Zyxofab today.")).isEmpty();
        assertThat(strict("Given Zyxofab today.")).contains("Zyxofab");
    }

    @ParameterizedTest
    @Tag("R-067")
    @CsvSource(
            delimiter = '|',
            value = {
                "She lives in Chicago. | Chicago",
                "He was transferred from Elmsworth yesterday. | Elmsworth",
                "moved to Las Vegas last year | Las Vegas",
                "seen at Kilbride General Hospital | Kilbride General Hospital",
                "born in Reading | Reading",
                "the Oyelaran County office | Oyelaran County"
            })
    void placesAreFoundByGazetteerAndCue(String text, String place) {
        assertThat(seen(WITH_LISTS.strict(), EntityType.PLACE, text)).contains(place);
    }

    @Test
    @Tag("R-067")
    void linesBelowAStreetArePlaceAndPostcode() {
        String text = "Send it to\n17 Larkspur Road Apt. 4\n  Elmsworth\n  chile\n  40817\nToday";
        assertThat(seen(WITH_LISTS.normal(), EntityType.PLACE, text))
                .containsOnly("Elmsworth", "chile");
        assertThat(seen(WITH_LISTS.normal(), EntityType.POSTCODE, text)).containsOnly("40817");
    }

    @Test
    void trapsAreNoPlaces() {
        String text = "Reading glasses. Bath daily. A mobile mass. Nice rapport. Orange juice.";
        assertThat(seen(WITH_LISTS.strict(), EntityType.PLACE, text)).isEmpty();
    }

    @Test
    @Tag("SCR-16")
    void deadlineEndsTheReading() {
        assertThatThrownBy(
                        () -> WITHOUT_LISTS.strict().detect(view("a"), Deadline.in(Duration.ZERO)))
                .isInstanceOf(OutOfTime.class);
    }

    @Test
    void oddTextsAreRead() {
        for (String text :
                List.of(
                        "",
                        " ",
                        "'",
                        "O'",
                        "A.",
                        "Dr.",
                        "\u0301\u0301",
                        "李小龍 王",
                        "Xy".repeat(9000))) {
            assertThat(WITH_LISTS.strict().detect(view(text), Deadline.in(Duration.ofSeconds(20))))
                    .allMatch(seen -> seen.start() < seen.end() && seen.end() <= text.length());
        }
    }
}
