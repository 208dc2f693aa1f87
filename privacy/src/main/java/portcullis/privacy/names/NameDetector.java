package portcullis.privacy.names;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import portcullis.kernel.Deadline;
import portcullis.privacy.find.Detector;
import portcullis.privacy.find.OutOfTime;
import portcullis.privacy.find.Sighting;
import portcullis.privacy.unfold.View;

/**
 * Finds people and places by shape, cues and word lists (SCR-20 to SCR-26). One pass over the words
 * of a text; only capitals and cues are looked up. Immutable, for any number of threads.
 */
public final class NameDetector implements Detector {
    private static final int WORDS_BETWEEN_LOOKS = 1023;

    private final Vocabulary vocabulary;
    private final People people;
    private final Places places;

    private NameDetector(Vocabulary vocabulary, Strictness strictness) {
        this.vocabulary = vocabulary;
        this.people = new People(strictness);
        this.places = new Places(strictness);
    }

    /**
     * A detector for each strictness, over one table of words.
     *
     * @param words of the operator, which are no names; in any case
     */
    public static NameDetectors with(Collection<String> words) {
        return detectors(Vocabulary.with(words));
    }

    /** The same without lists of names (SCR-23): capitals, cues and the allow-list alone. */
    static NameDetectors withoutNames() {
        return detectors(Vocabulary.withoutNames(List.of()));
    }

    private static NameDetectors detectors(Vocabulary vocabulary) {
        return new NameDetectors(
                new NameDetector(vocabulary, Strictness.NORMAL),
                new NameDetector(vocabulary, Strictness.STRICT));
    }

    @Override
    public List<Sighting> detect(View view, Deadline deadline) {
        Reading in = new Reading(view.text(), vocabulary);
        List<Sighting> seen = new ArrayList<>();
        for (int word = 0; word < in.words.count; ) {
            if ((word & WORDS_BETWEEN_LOOKS) == WORDS_BETWEEN_LOOKS) {
                look(deadline);
            }
            word = Math.max(word + 1, read(in, word, seen));
        }
        look(deadline);
        return seen;
    }

    private static void look(Deadline deadline) {
        if (deadline.passed() || Thread.currentThread().isInterrupted()) {
            throw new OutOfTime();
        }
    }

    /** Reads what begins at a word and gives the word after it. */
    private int read(Reading in, int word, List<Sighting> seen) {
        if (in.mayStart(word) && in.is(word, Kind.STREET | Kind.UNIT)) {
            Blocks.read(in, word, seen);
        }
        if (Quiet.isQuiet(in, word)) {
            Quiet.read(in, word, seen);
            return word + 1;
        }
        boolean initial = in.isShape(word, Words.Shape.INITIAL);
        if (!initial && !in.isCapital(word)) {
            return word + 1;
        }
        int beyond = places.several(in, word, seen);
        if (beyond > word) {
            return beyond;
        }
        Run run = Run.at(in, word);
        if (run.isEmpty()) {
            if (in.is(word, Kind.AMBIGUOUS | Kind.PLACE)) {
                places.trap(in, word, seen);
            }
            return word + 1;
        }
        if (!places.read(in, run, seen)) {
            people.read(in, run, seen);
        }
        return run.end();
    }

    @Override
    public boolean keepsDeadline() {
        return true;
    }
}
