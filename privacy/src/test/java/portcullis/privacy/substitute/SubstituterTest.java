package portcullis.privacy.substitute;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import portcullis.kernel.SensitiveText;
import portcullis.privacy.EntityType;
import portcullis.privacy.Finding;
import portcullis.privacy.unfold.View;

@Tag("SCR-33")
class SubstituterTest {
    private static final Substituter SUBSTITUTER = new Substituter(new byte[32]);
    private static final Pattern MARKED = Pattern.compile("<(\\w+):([^>]*)>");

    /** A text with its findings, written as {@code <TYPE:value>}. */
    private static Substituted substituted(String document, String marked) {
        StringBuilder text = new StringBuilder();
        List<Finding> findings = new ArrayList<>();
        Matcher matcher = MARKED.matcher(marked);
        int done = 0;
        while (matcher.find()) {
            text.append(marked, done, matcher.start());
            int start = text.length();
            text.append(matcher.group(2));
            EntityType type = EntityType.valueOf(matcher.group(1));
            findings.add(
                    new Finding(0, start, text.length(), Set.of(type), "rule", 0.9, View.Kind.RAW));
            done = matcher.end();
        }
        text.append(marked.substring(done));
        return SUBSTITUTER.substitute(document, SensitiveText.of(text.toString()), findings);
    }

    private static String text(String document, String marked) {
        return substituted(document, marked).text().reveal();
    }

    @Test
    void equalValuesGetEqualSurrogatesAndDifferentOnesDifferent() {
        String text =
                text(
                        "d",
                        "<EMAIL:a@x.org> <EMAIL:b@x.org> <EMAIL:A@x.org> <MRN:123456> <MRN:123457>");
        String[] words = text.split(" ");
        assertThat(words[0]).isEqualTo(words[2]).isNotEqualTo(words[1]).endsWith("@example.org");
        assertThat(words[3]).isNotEqualTo(words[4]).matches("000\\d{3}");
    }

    @Test
    void aSurnameAloneGetsWhatItHasInTheFullName() {
        String text =
                text(
                        "d",
                        "<PERSON:Jane Roe>; <PERSON:Dr. Roe>; <PERSON:ROE>; <PERSON:Jane>;"
                                + " <PERSON:Roe, Jane>; <PERSON:Poe>");
        String[] names = text.split("; ");
        String given = names[0].split(" ")[0];
        String family = names[0].split(" ")[1];
        assertThat(names[1]).isEqualTo("Dr. " + family);
        assertThat(names[2]).isEqualTo(family.toUpperCase(Locale.ROOT));
        assertThat(names[3]).isEqualTo(given);
        assertThat(names[4]).isEqualTo(family + ", " + given);
        assertThat(names[5]).isNotEqualTo(family);
        assertThat(text).doesNotContain("Roe", "Jane", "Poe");
    }

    @Test
    void aHundredSurnamesGetAHundredSurrogates() {
        StringBuilder marked = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            marked.append("<PERSON:Name")
                    .append((char) ('a' + i / 26))
                    .append((char) ('a' + i % 26));
            marked.append(">;");
        }
        assertThat(Set.of(text("d", marked.toString()).split(";"))).hasSize(100);
    }

    @Test
    void oneDocumentIsAlwaysWrittenTheSameAndAnotherOneDifferently() {
        String marked = "<PERSON:Jane Roe>, born <DATE:1984-02-29>, <PHONE:(212) 555-7788>";
        assertThat(text("d", marked)).isEqualTo(text("d", marked)).isNotEqualTo(text("e", marked));
    }

    @Property(tries = 200)
    @net.jqwik.api.Tag("SCR-33")
    void intervalsBetweenDatesStay(
            @ForAll @IntRange(min = 0, max = 30_000) int first,
            @ForAll @IntRange(min = 0, max = 3_000) int later,
            @ForAll @IntRange(min = 0, max = 50) int document) {
        LocalDate from = LocalDate.ofEpochDay(first);
        LocalDate to = from.plusDays(later);
        String text = text("d" + document, "<DATE:" + from + "> to <DATE:" + to + ">");
        String[] dates = text.split(" to ");
        LocalDate movedFrom = LocalDate.parse(dates[0]);
        assertThat(ChronoUnit.DAYS.between(movedFrom, LocalDate.parse(dates[1]))).isEqualTo(later);
        assertThat(Math.abs(ChronoUnit.DAYS.between(from, movedFrom))).isBetween(3L, 361L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "3/7/2024;\\d{1,2}/\\d{1,2}/202[345]",
                "03/07/24;\\d\\d/\\d\\d/2[345]",
                "25.12.2023;\\d\\d\\.\\d\\d\\.202[234]",
                "2024-03-01T10:15:00Z;202[345]-\\d\\d-\\d\\dT10:15:00Z",
                "20240301101500;202[345]\\d{4}101500",
                "March 5, 2024;\\p{Lu}\\p{L}+ \\d{1,2}, 202[345]",
                "5th of Mar 2024;\\d{1,2}(st|nd|rd|th) of \\p{Lu}\\p{L}{2} 202[345]",
                "MARCH 2024;\\p{Lu}+ 202[345]",
                "03/2024;\\d\\d/202[345]",
                "12 Sept;\\d{1,2} \\p{Lu}\\p{L}{2}",
            })
    void datesAreMovedInTheirOwnForm(String date, String form) {
        Substituted written = substituted("d", "<DATE:" + date + ">");
        assertThat(written.labels()).isZero();
        assertThat(written.text().reveal()).isNotEqualTo(date).matches(form);
    }

    @Test
    void numericDatesOfOneTextAreReadInOneOrder() {
        String text = text("d", "<DATE:03/04/2024> to <DATE:25/04/2024>");
        String[] dates = text.split(" to ");
        assertThat(ChronoUnit.DAYS.between(dayFirst(dates[0]), dayFirst(dates[1]))).isEqualTo(22);
    }

    private static LocalDate dayFirst(String date) {
        String[] parts = date.split("/");
        return LocalDate.of(
                Integer.parseInt(parts[2]), Integer.parseInt(parts[1]), Integer.parseInt(parts[0]));
    }

    @Test
    void whatCannotBeInventedIsLabelled() {
        Substituted written =
                substituted(
                        "d", "<SECRET:sk-12345> <DATE:the Ides> <DATE:99/99/2024> <IP:10.0.0.1>");
        assertThat(written.text().reveal()).matches("\\[SECRET] \\[DATE] \\[DATE] [0-9.]+");
        assertThat(written.labels()).isEqualTo(3);
        assertThat(written.surrogates()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "PHONE;212-555-7788;\\d{3}-555-01\\d\\d",
                "PHONE;(212) 555-7788;\\(\\d{3}\\) 555-01\\d\\d",
                "FAX;+44 20 7946 0018;\\+1 \\d{3}-555-01\\d\\d",
                "PHONE;555-7788;555-01\\d\\d",
                "SSN;219-09-9999;666-\\d\\d-\\d{4}",
                "SSN;219099999;666\\d{6}",
                "IP;10.1.2.3;(192\\.0\\.2|198\\.51\\.100|203\\.0\\.113)\\.\\d+",
                "IP;fe80::1;2001:db8::[0-9a-f]+",
                "IBAN;GB82 WEST 1234 5698 7654 32;XX.*",
                "CARD;4111-1111-1111-1111;000\\d-\\d{4}-\\d{4}-\\d{4}",
                "POSTCODE;10012;000\\d\\d",
                "POSTCODE;SW1A 1AA;ZZ99 \\dZZ",
                "AGE;94-year-old;90\\+-year-old",
                "URL;https://a.example/x?y=1;https://www\\.example\\.org/p\\d{4}",
                "LICENCE;AB1234563;XX0\\d{6}",
            })
    void surrogatesComeFromRangesThatAreGivenToNobody(String type, String value, String form) {
        assertThat(text("d", "<" + type + ":" + value + ">")).matches(form);
    }

    @Test
    void noSurrogateIsAValueOfTheText() {
        StringBuilder marked = new StringBuilder();
        for (int i = 0; i < 99; i++) {
            marked.append("<PHONE:555-01").append(i / 10).append(i % 10).append("> ");
        }
        Substituted written = substituted("d", marked.toString());
        assertThat(written.text().reveal()).doesNotContainPattern("555-01(?!99)\\d\\d");
    }
}
