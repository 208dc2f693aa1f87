package portcullis.privacy.names;

import java.util.List;
import portcullis.privacy.EntityType;
import portcullis.privacy.find.Sighting;
import portcullis.privacy.names.Reading.Standing;
import portcullis.privacy.names.Words.Gap;
import portcullis.privacy.names.Words.Shape;

/**
 * Finds names that their capitals do not tell: in notes written all small or all in capitals, and
 * after a cue anywhere (SCR-26).
 */
final class Quiet {
    private static final int LONGEST = 4;
    private static final int SHORTEST = 3;

    private Quiet() {}

    /** Adds the name that begins here, if a cue or a list says so. */
    static void read(Reading in, int word, List<Sighting> seen) {
        boolean cue =
                word > 0
                        && mayBeCued(in, word)
                        && (isUnknown(in, word) ? cued(in, word) : titled(in, word));
        boolean pair = !cue && in.mayStart(word) && isPair(in, word);
        if (!cue && !pair) {
            return;
        }
        int end = pair ? word + 2 : end(in, word);
        if (end > word) {
            seen.add(
                    new Sighting(
                            in.words.starts[word],
                            in.words.ends[end - 1],
                            EntityType.PERSON,
                            cue ? "name-quiet" : "name-list",
                            cue && in.loud ? People.DOUBTFUL : People.LIKELY));
        }
    }

    /** "name is", "known as": the word before the name is no cue, but the one before that. */
    private static boolean mayBeCued(Reading in, int word) {
        return in.mayStart(word - 1) || (word > 1 && in.mayStart(word - 2));
    }

    static boolean isQuiet(Reading in, int word) {
        return in.isShape(word, Shape.LOWER) || (in.loud && in.isShape(word, Shape.LOUD));
    }

    private static boolean cued(Reading in, int word) {
        Gap gap = in.gap(word);
        int before = word - 1;
        boolean clear =
                Cues.isTitle(in, before, gap)
                        || Cues.isNaming(in, before, gap)
                        || (Cues.isLabel(in, before, gap) && in.is(before, Kind.NAMED));
        if (clear) {
            return true;
        }
        boolean near = gap == Gap.SPACE || gap == Gap.COMMA || gap == Gap.COLON;
        boolean beside =
                near && in.is(before, Kind.KIN | Kind.ROLE | Kind.LABEL | Kind.SPOKEN | Kind.BY);
        return beside && (in.loud || unknownPair(in, word));
    }

    /** In capitals even a name that is an ordinary word, after a title or kin: "DR BAKER". */
    private static boolean titled(Reading in, int word) {
        return in.loud
                && in.standing(word) == Standing.SOFT
                && !in.is(word, Kind.VERB)
                && (Cues.isTitle(in, word - 1, in.gap(word))
                        || (in.follows(word) && in.is(word - 1, Kind.KIN)));
    }

    /** Two words in a row that are in no list of words. */
    private static boolean unknownPair(Reading in, int word) {
        return isUnknown(in, word)
                && in.follows(word + 1)
                && isQuiet(in, word + 1)
                && isUnknown(in, word + 1);
    }

    private static boolean isUnknown(Reading in, int word) {
        if (in.words.length(word) < SHORTEST) {
            return false;
        }
        Standing standing = in.standing(word);
        return standing == Standing.STRANGE || standing == Standing.NAME;
    }

    /** A given name and a surname of the lists. */
    private static boolean isPair(Reading in, int word) {
        return in.is(word, Kind.GIVEN)
                && in.follows(word + 1)
                && isQuiet(in, word + 1)
                && in.is(word + 1, Kind.SURNAME)
                && isUnknown(in, word + 1);
    }

    private static int end(Reading in, int word) {
        int end = isUnknown(in, word) ? word : word + 1;
        while (end < word + LONGEST
                && in.exists(end)
                && (end == word || linked(in, end))
                && isQuiet(in, end)
                && isUnknown(in, end)) {
            end++;
        }
        return end;
    }

    private static boolean linked(Reading in, int word) {
        Gap gap = in.gap(word);
        return gap == Gap.SPACE || gap == Gap.HYPHEN || (gap == Gap.COMMA && in.loud);
    }
}
