package portcullis.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Accuracy on the labelled data: prints figures per type and disguise, holds the floors reached.
 */
class RecallTest {
    /** Types the rules do not claim: names without cue, places, money, young ages. */
    private static final Set<String> OUT_OF_WIDTH =
            Set.of(
                    "PERSON",
                    "GPE",
                    "ORGANIZATION",
                    "NRP",
                    "TITLE",
                    "AGE",
                    "DATE_TIME",
                    "CURRENCY",
                    "STATE",
                    "STATE_ABBREVIATION",
                    "HOSPITAL",
                    "PHONE_NUMBER_EXTENSION");

    /** How many there are, how many are touched, how many covered in full. */
    private record Tally(int all, int touched, int full) {
        Tally plus(boolean touch, boolean cover) {
            return new Tally(all + 1, touched + (touch ? 1 : 0), full + (cover ? 1 : 0));
        }

        double touchedShare() {
            return (double) touched / all;
        }

        double fullShare() {
            return (double) full / all;
        }
    }

    private static Map<String, Tally> tally(String set, Function<Samples.Row, String> group) {
        Map<String, Tally> tallies = new TreeMap<>();
        for (Samples.Row row : Samples.read(set)) {
            List<Finding> found = Texts.of(row.text()).findings();
            for (Samples.Labelled span : row.spans()) {
                String name = group.apply(row).isEmpty() ? span.type() : group.apply(row);
                boolean touch = found.stream().anyMatch(finding -> touches(finding, span));
                boolean cover = found.stream().anyMatch(finding -> covers(finding, span));
                tallies.merge(
                        name,
                        new Tally(0, 0, 0).plus(touch, cover),
                        (old, one) -> old.plus(touch, cover));
            }
        }
        print(set, tallies);
        return tallies;
    }

    private static boolean touches(Finding finding, Samples.Labelled span) {
        return finding.start() < span.end() && span.start() < finding.end();
    }

    private static boolean covers(Finding finding, Samples.Labelled span) {
        return finding.start() <= span.start() && span.end() <= finding.end();
    }

    private static void print(String set, Map<String, Tally> tallies) {
        tallies.forEach(
                (name, tally) ->
                        System.out.printf(
                                "%-22s %-28s %4d touched %4d full %4d%n",
                                set, name, tally.all(), tally.touched(), tally.full()));
    }

    private static Tally sum(Map<String, Tally> tallies) {
        Tally sum = new Tally(0, 0, 0);
        for (Map.Entry<String, Tally> entry : tallies.entrySet()) {
            Tally tally = entry.getValue();
            if (!OUT_OF_WIDTH.contains(entry.getKey())) {
                sum =
                        new Tally(
                                sum.all() + tally.all(),
                                sum.touched() + tally.touched(),
                                sum.full() + tally.full());
            }
        }
        return sum;
    }

    @Test
    @Tag("SCR-52")
    void disguisedValuesAreTouchedAndCovered() {
        Tally all = sum(tally("evasion_basic", Samples.Row::disguise));
        assertThat(all.touchedShare()).isGreaterThanOrEqualTo(0.98);
        assertThat(all.fullShare()).isGreaterThanOrEqualTo(0.97);
    }

    @Test
    void singleValuesAreTouched() {
        assertThat(sum(tally("presidio_unit", row -> "")).touchedShare())
                .isGreaterThanOrEqualTo(0.95);
        assertThat(sum(tally("phileas_unit", row -> "")).touchedShare())
                .isGreaterThanOrEqualTo(0.98);
    }

    @Test
    void secretsAreTouched() {
        assertThat(sum(tally("noren", row -> "")).touchedShare()).isEqualTo(1.0);
        assertThat(sum(tally("defenseclaw_detectors", row -> "")).touchedShare()).isEqualTo(1.0);
    }

    @Test
    @Tag("SCR-53")
    void runningTextKeepsFormattedIdentifiersCovered() {
        Tally all = sum(tally("research_templates", row -> ""));
        assertThat(all.fullShare()).isGreaterThanOrEqualTo(0.90);
    }

    @Test
    @Tag("SCR-51")
    void clinicalProseRaisesFewAlarms() {
        long words = 0;
        Map<String, Integer> alarms = new TreeMap<>();
        for (Samples.Row row : Samples.read("clinical_unlabelled")) {
            words += row.text().split("\\s+").length;
            Texts.of(row.text())
                    .findings()
                    .forEach(finding -> alarms.merge(finding.rule(), 1, Integer::sum));
        }
        System.out.printf("clinical_unlabelled    %d words, alarms by rule %s%n", words, alarms);
        double per10k = 10_000.0 / words;
        int names = count(alarms, "person") + count(alarms, "name") + count(alarms, "place");
        assertThat(names * per10k).isLessThanOrEqualTo(30);
        assertThat(count(alarms, "date") * per10k).isLessThanOrEqualTo(12);
        assertThat((count(alarms, "") - names - count(alarms, "date")) * per10k)
                .isLessThanOrEqualTo(2);
    }

    private static int count(Map<String, Integer> alarms, String prefix) {
        return alarms.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }
}
