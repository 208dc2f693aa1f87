package portcullis.privacy.names;

import java.util.List;
import portcullis.privacy.EntityType;
import portcullis.privacy.find.Sighting;
import portcullis.privacy.names.Words.Gap;

/** Finds cities, counties, hospitals: by the gazetteer and by their cues (section 4, row B). */
final class Places {
    private static final int REACH = 5;
    private static final int MOST_WORDS = 3;

    private final Strictness strictness;

    Places(Strictness strictness) {
        this.strictness = strictness;
    }

    /**
     * A place of several words that begins here; its end, or the word itself when there is none.
     */
    int several(Reading in, int first, List<Sighting> seen) {
        if (!in.is(first, Kind.HEAD)) {
            return first;
        }
        for (int last = Math.min(first + MOST_WORDS, in.words.count) - 1; last > first; last--) {
            if (isRow(in, first, last) && Kind.any(in.together(first, last), Kind.PLACE)) {
                double score = in.is(first - 1, Kind.NEAR) ? People.CERTAIN : People.DOUBTFUL;
                add(in, first, last + 1, score, seen);
                return last + 1;
            }
        }
        return first;
    }

    private static boolean isRow(Reading in, int first, int last) {
        for (int word = first + 1; word <= last; word++) {
            Gap gap = in.gap(word);
            if (gap != Gap.SPACE && gap != Gap.HYPHEN && !(gap == Gap.STOP && word == first + 1)) {
                return false;
            }
        }
        return in.isCapital(last);
    }

    /** Adds the place that the run is, if something says so. True when it can be nothing else. */
    boolean read(Reading in, Run run, List<Sighting> seen) {
        int end = withSite(in, run);
        if (end > run.end()) {
            add(in, run.first(), end, People.LIKELY, seen);
            return true;
        }
        double score = score(in, run);
        if (score > 0) {
            add(in, run.first(), run.end(), score, seen);
        }
        return score > 0 && run.names() == 0;
    }

    private static void add(Reading in, int first, int end, double score, List<Sighting> seen) {
        int start = in.words.starts[first];
        int stop = in.words.ends[end - 1];
        seen.add(new Sighting(start, stop, EntityType.PLACE, "place", score));
    }

    /** "Elmira General Hospital", "Kent County": the end of the whole, or of the run. */
    private static int withSite(Reading in, Run run) {
        int word = run.end();
        for (int at = word; at < word + MOST_WORDS && in.follows(at) && in.isCapital(at); at++) {
            boolean centre =
                    (in.equals(at, "center") || in.equals(at, "centre"))
                            && in.equals(at - 1, "medical");
            if (in.is(at, Kind.PLACE_WORD) || centre) {
                return at + 1;
            }
        }
        return word;
    }

    private double score(Reading in, Run run) {
        boolean near = isNear(in, run);
        if (run.places() > 0 && run.names() + run.strange() == 0) {
            return listed(in, run, near);
        }
        if (!near || run.initials() > 0) {
            return 0;
        }
        boolean moved = moved(in, run.first());
        if (run.soft() == run.words()) {
            return moved ? People.DOUBTFUL : 0;
        }
        if (moved || in.is(run.first(), Kind.PLACE)) {
            return People.CERTAIN;
        }
        return run.names() > 0 ? 0 : strictOnly();
    }

    private double listed(Reading in, Run run, boolean near) {
        boolean city = in.is(run.first(), Kind.CITY);
        if (near) {
            return city ? People.CERTAIN : People.DOUBTFUL;
        }
        return city ? People.LIKELY : strictOnly();
    }

    private double strictOnly() {
        return switch (strictness) {
            case STRICT -> People.DOUBTFUL;
            case NORMAL -> 0;
        };
    }

    /** Whether "in", "at", "from" stand before, or "to" after a word of moving. */
    private static boolean isNear(Reading in, Run run) {
        int word = run.first() - 1;
        if (in.gap(run.first()) == Gap.COMMA) {
            return in.is(word, Kind.PLACE) && in.isCapital(word);
        }
        if (!in.follows(run.first()) || !in.is(word, Kind.NEAR)) {
            return false;
        }
        if (in.equals(word, "at") && in.is(word - 1, Kind.TOWARD)) {
            return false;
        }
        return !in.equals(word, "to") || moved(in, word) || run.places() > 0;
    }

    private static boolean moved(Reading in, int word) {
        for (int at = word - 1; at >= word - REACH; at--) {
            if (in.is(at, Kind.MOVED)) {
                return true;
            }
            if (!in.exists(at) || in.isFirst(at)) {
                return false;
            }
        }
        return false;
    }

    /** Reading, Bath, Mobile, Nice: places only with their capital and a cue before. */
    void trap(Reading in, int word, List<Sighting> seen) {
        boolean cue = in.follows(word) && in.is(word - 1, Kind.NEAR) && !in.isFirst(word);
        boolean state =
                in.gap(word + 1) == Gap.COMMA
                        && in.is(word + 1, Kind.STATE | Kind.COUNTRY)
                        && in.isCapital(word + 1);
        if ((cue || state) && in.isCapital(word) && !in.is(word + 1, Kind.THING)) {
            add(in, word, word + 1, People.DOUBTFUL, seen);
        }
    }
}
