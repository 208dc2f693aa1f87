package portcullis.privacy.names;

import portcullis.privacy.names.Reading.Standing;
import portcullis.privacy.names.Words.Gap;
import portcullis.privacy.names.Words.Shape;

/**
 * Words in a row that may together be one name.
 *
 * @param first its first word
 * @param end one past its last
 * @param names how many are in the lists of names
 * @param strange how many are in no list
 * @param soft how many are also ordinary words
 * @param places how many are in the gazetteer only
 * @param initials how many are single capitals
 */
record Run(int first, int end, int names, int strange, int soft, int places, int initials) {
    private static final int LONGEST = 6;

    /** The longest run that begins at a word; empty when the word cannot begin one. */
    static Run at(Reading in, int first) {
        Run run = new Run(first, first, 0, 0, 0, 0, 0);
        for (int word = first; word < first + LONGEST && in.exists(word); word++) {
            if (word > first && !run.linked(in, word)) {
                break;
            }
            if (isName(in, word) || isHalf(in, word)) {
                run = run.with(in, word);
            } else if (isInitial(in, word)) {
                run = run.withInitial(word);
            } else if (!isParticle(in, word) || (word == first && !in.isCapital(word))) {
                break;
            }
        }
        return run.trimmed(in);
    }

    private static boolean isName(Reading in, int word) {
        if (!in.isCapital(word)) {
            return false;
        }
        return switch (in.standing(word)) {
            case NAME, STRANGE, SOFT, PLACE -> true;
            case KNOWN, NONE -> false;
        };
    }

    /** One half of a name with a hyphen, when the other half is in no list: Min-jun. */
    private static boolean isHalf(Reading in, int word) {
        boolean small = in.isShape(word, Shape.LOWER) && in.gap(word) == Gap.HYPHEN;
        if (small) {
            return in.isCapital(word - 1) && in.standing(word) == Standing.STRANGE;
        }
        return in.gap(word + 1) == Gap.HYPHEN
                && in.isShape(word, Shape.CAPITAL)
                && in.isShape(word + 1, Shape.LOWER)
                && in.standing(word + 1) == Standing.STRANGE;
    }

    private static boolean isInitial(Reading in, int word) {
        return in.isShape(word, Shape.INITIAL)
                && !in.equals(word, "I")
                && (in.gap(word + 1) == Gap.STOP
                        || in.gap(word + 1) == Gap.SPACE
                        || isLast(in, word));
    }

    private static boolean isLast(Reading in, int word) {
        return word + 1 == in.words.count;
    }

    /** A small "van" or "de la", when a capital follows soon. */
    private static boolean isParticle(Reading in, int word) {
        boolean joined = in.follows(word + 1) || in.gap(word + 1) == Gap.HYPHEN;
        return in.is(word, Kind.PARTICLE)
                && joined
                && (isName(in, word + 1)
                        || (in.is(word + 1, Kind.PARTICLE) && isName(in, word + 2)));
    }

    /** Whether a word stands so near to the one before that both may be one name. */
    private boolean linked(Reading in, int word) {
        return switch (in.gap(word)) {
            case SPACE -> !in.isFirst(word);
            case HYPHEN -> true;
            case STOP -> in.isShape(word - 1, Shape.INITIAL);
            case COMMA -> isTurned(in, word);
            case COLON, BREAK, OTHER -> false;
        };
    }

    /** "Zielinski, Ottilie" at the beginning of a line or sentence. */
    private boolean isTurned(Reading in, int word) {
        return word == first + 1
                && in.isFirst(first)
                && isName(in, word)
                && in.standing(word) != Standing.SOFT
                && in.gap(word + 1) != Gap.COMMA;
    }

    private Run with(Reading in, int word) {
        Standing standing = in.standing(word);
        return new Run(
                first,
                word + 1,
                names + (standing == Standing.NAME ? 1 : 0),
                strange + (standing == Standing.STRANGE || standing == Standing.KNOWN ? 1 : 0),
                soft + (standing == Standing.SOFT ? 1 : 0),
                places + (standing == Standing.PLACE ? 1 : 0),
                initials);
    }

    private Run withInitial(int word) {
        return new Run(first, word + 1, names, strange, soft, places, initials + 1);
    }

    /** Initials alone are no name; "A" at the end of one is more likely a word. */
    private Run trimmed(Reading in) {
        if (words() == 0) {
            return new Run(first, first, 0, 0, 0, 0, 0);
        }
        boolean article =
                end - first > 1 && in.isShape(end - 1, Shape.INITIAL) && in.equals(end - 1, "A");
        return article ? new Run(first, end - 1, names, strange, soft, places, initials - 1) : this;
    }

    boolean isEmpty() {
        return end == first;
    }

    /** How many words it has, initials and particles aside. */
    int words() {
        return names + strange + soft + places;
    }

    int start(Reading in) {
        return in.words.starts[first];
    }

    int stop(Reading in) {
        return in.words.ends[end - 1];
    }
}
