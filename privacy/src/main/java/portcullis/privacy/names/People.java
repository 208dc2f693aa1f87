package portcullis.privacy.names;

import java.util.List;
import portcullis.privacy.EntityType;
import portcullis.privacy.find.Sighting;
import portcullis.privacy.names.Cues.Weight;
import portcullis.privacy.names.Words.Gap;
import portcullis.privacy.names.Words.Shape;

/** Judges whether a run of capitalised words is a person (SCR-21 to SCR-23, SCR-26). */
final class People {
    /** Masked, but not certain enough to refuse a request for. */
    static final double DOUBTFUL = 0.45;

    static final double LIKELY = 0.65;
    static final double CERTAIN = 0.80;

    private final Strictness strictness;

    People(Strictness strictness) {
        this.strictness = strictness;
    }

    /** Adds what the run is, if it is a name at all. */
    void read(Reading in, Run run, List<Sighting> seen) {
        Weight weight = Cues.around(in, run.first(), run.end());
        double score = score(in, run, weight);
        if (score > 0) {
            seen.add(
                    new Sighting(
                            run.start(in),
                            stop(in, run, score),
                            EntityType.PERSON,
                            rule(run, weight),
                            score));
        }
    }

    private static String rule(Run run, Weight weight) {
        if (weight == Weight.CLEAR) {
            return "name-cue";
        }
        return run.names() > 0 ? "name-list" : "name-strange";
    }

    private double score(Reading in, Run run, Weight weight) {
        boolean several = run.words() + run.initials() > 1;
        if (weight == Weight.CLEAR) {
            return run.names() + run.strange() > 0 || several ? CERTAIN : softScore(in, run);
        }
        if (run.names() > 0) {
            return several || weight == Weight.SOME ? CERTAIN : listed(in, run);
        }
        if (run.strange() > 0) {
            return strange(in, run, weight);
        }
        if (run.soft() > 0) {
            return several && run.initials() == 0 && run.soft() > 1
                    ? doubtful()
                    : soft(in, run, weight);
        }
        return 0;
    }

    /** One word of the lists alone: a given name says more than a surname. */
    private static double listed(Reading in, Run run) {
        return in.is(run.first(), Kind.GIVEN) ? LIKELY : DOUBTFUL;
    }

    private double strange(Reading in, Run run, Weight weight) {
        if (weight == Weight.SOME && !in.isShape(run.first(), Shape.LOUD)) {
            return LIKELY;
        }
        boolean pair = run.strange() > 1 || (run.strange() == 1 && run.soft() + run.initials() > 0);
        return pair && !in.isShape(run.first(), Shape.LOUD) ? DOUBTFUL : doubtful();
    }

    /** An ordinary word after a clear cue: "Dr. Brown"; nothing after "Patient:". */
    private static double softScore(Reading in, Run run) {
        int before = run.first() - 1;
        Gap gap = in.gap(run.first());
        if (Cues.isTitle(in, before, gap) || Cues.isNaming(in, before, gap)) {
            return CERTAIN;
        }
        return gap == Gap.SPACE && !in.isFirst(before) ? DOUBTFUL : 0;
    }

    /** A capital inside a sentence makes an ordinary word a name; at its beginning a verb does. */
    private double soft(Reading in, Run run, Weight weight) {
        int word = run.first();
        if (in.isShape(word, Shape.LOUD)) {
            return 0;
        }
        boolean backed = in.isFirst(word) ? weight == Weight.SOME : !inTitle(in, run);
        return backed ? doubtful() : 0;
    }

    /** In a heading every word has its capital. */
    private static boolean inTitle(Reading in, Run run) {
        int before = run.first() - 1;
        boolean left = in.gap(run.first()) == Gap.SPACE && isTitleWord(in, before);
        return left || (in.follows(run.end()) && isTitleWord(in, run.end()));
    }

    private static boolean isTitleWord(Reading in, int word) {
        return in.isCapital(word) || in.isShape(word, Shape.OTHER);
    }

    private double doubtful() {
        return switch (strictness) {
            case STRICT -> DOUBTFUL;
            case NORMAL -> 0;
        };
    }

    /** A name that is certain takes the capitalised word after it along: "Yasmin Quarry". */
    private static int stop(Reading in, Run run, double score) {
        int next = run.end();
        boolean takes =
                score > DOUBTFUL
                        && run.words() == 1
                        && in.follows(next)
                        && in.isShape(next, Shape.CAPITAL)
                        && in.flags(next) == Kind.ORDINARY;
        return takes ? in.words.ends[next] : run.stop(in);
    }
}
