package portcullis.privacy.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.SensitiveText;
import portcullis.privacy.Context;
import portcullis.privacy.Finding;
import portcullis.privacy.Inspected;
import portcullis.privacy.Inspection;
import portcullis.privacy.Leaf;
import portcullis.privacy.Policy;
import portcullis.privacy.Specimen;
import portcullis.privacy.find.FormatDetector;

/** How many names of generated notes are found with no list of names at all. */
class StrictNamesTest {
    private static final int NOTES = 250;
    private static final long SEED = 20_260_110;

    private final Inspection inspection =
            new Inspection(List.of(new FormatDetector(), NameDetector.withoutNames().strict()));

    @Test
    @Tag("SCR-23")
    void generatedNamesAreInNoListOfTheProduct() {
        Vocabulary vocabulary = Vocabulary.builtIn();
        List<String> listed =
                Stream.concat(ClinicalNotes.GIVEN.stream(), ClinicalNotes.SURNAMES.stream())
                        .filter(name -> Kind.any(vocabulary.of(name, 0, name.length()), Kind.NAME))
                        .toList();
        assertThat(listed).isEmpty();
    }

    @Test
    @Tag("SCR-50")
    @Tag("SCR-26")
    @Tag("SCR-23")
    void namesOfNotesAreFoundWithoutListsOfNames() {
        ClinicalNotes notes = new ClinicalNotes(SEED);
        List<String> missed = new ArrayList<>();
        int all = 0;
        for (int note = 0; note < NOTES; note++) {
            all += count(notes.next(), missed);
        }
        report("mixed case", all, missed);
        assertThat(all).isGreaterThan(1000);
        assertThat(lowerBound(all, missed.size())).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    @Tag("SCR-26")
    void namesBesideCuesAreFoundInNotesWithoutCase() {
        ClinicalNotes notes = new ClinicalNotes(SEED);
        List<String> missed = new ArrayList<>();
        int all = 0;
        for (int note = 0; note < NOTES; note++) {
            all += count(notes.loud(), missed);
        }
        report("capitals", all, missed);
        assertThat((double) missed.size() / all).isLessThanOrEqualTo(0.12);
    }

    private static void report(String kind, int all, List<String> missed) {
        System.out.printf(
                Locale.ROOT,
                "generated notes, %s: %d names, %d missed, lower bound %.4f%n",
                kind,
                all,
                missed.size(),
                lowerBound(all, missed.size()));
        missed.stream().limit(15).forEach(miss -> System.out.println("  " + miss));
    }

    private int count(ClinicalNotes.Note note, List<String> missed) {
        List<Finding> found = findings(note.text());
        for (ClinicalNotes.Name name : note.names()) {
            if (!covered(found, note.text(), name)) {
                int from = Math.max(0, name.start() - 25);
                int to = Math.min(note.text().length(), name.end() + 12);
                missed.add(note.text().substring(from, to).replace('\n', ' '));
            }
        }
        return note.names().size();
    }

    /** Every letter of the name lies in a finding. */
    private static boolean covered(List<Finding> found, String text, ClinicalNotes.Name name) {
        for (int at = name.start(); at < name.end(); at++) {
            int place = at;
            boolean inside =
                    found.stream().anyMatch(hit -> hit.start() <= place && place < hit.end());
            if (!inside && Character.isLetter(text.charAt(at))) {
                return false;
            }
        }
        return true;
    }

    private List<Finding> findings(String text) {
        Leaf leaf =
                new Leaf(
                        SensitiveText.of(""), SensitiveText.of(text), Leaf.Treatment.REWRITABLE, 0);
        Outcome<Inspected> outcome =
                inspection.inspect(
                        new Specimen(Context.AI_INPUT, List.of(leaf)),
                        Policy.PSEUDONYMISE,
                        Deadline.in(Duration.ofSeconds(20)));
        return switch (outcome) {
            case Outcome.Passed<Inspected>(Inspected inspected) -> inspected.findings();
            case Outcome.Refused<Inspected>(var refusal) ->
                    throw new AssertionError(refusal.code().name());
        };
    }

    /** The one-sided 95 % lower bound of a share (Clopper and Pearson 1934), by bisection. */
    static double lowerBound(int all, int missed) {
        double low = 0;
        double high = 1;
        for (int step = 0; step < 60; step++) {
            double share = (low + high) / 2;
            if (atMost(missed, all, 1 - share) < 0.05) {
                low = share;
            } else {
                high = share;
            }
        }
        return low;
    }

    /**
     * The probability of at most so many misses when each happens with probability {@code miss}.
     */
    private static double atMost(int most, int all, double miss) {
        double log = all * Math.log1p(-miss);
        double sum = 0;
        for (int misses = 0; misses <= most; misses++) {
            sum += Math.exp(log);
            log += Math.log((double) (all - misses) / (misses + 1)) + Math.log(miss / (1 - miss));
        }
        return sum;
    }
}
