package portcullis.privacy.names;

import portcullis.privacy.names.Words.Gap;
import portcullis.privacy.names.Words.Shape;

/** How much the words around a name say that it is one (SCR-20 to SCR-22). */
final class Cues {
    /** What the neighbours say. */
    enum Weight {
        NONE,
        /** A verb of persons, a preposition, a greeting. */
        SOME,
        /** A title, a degree, kin, a label, "known as". */
        CLEAR
    }

    private static final int SHORT_TITLE = 4;

    private Cues() {}

    /** The weight of what stands around the words from {@code first} to {@code end}, exclusive. */
    static Weight around(Reading in, int first, int end) {
        Weight before = before(in, first);
        return before == Weight.CLEAR ? before : stronger(before, after(in, end));
    }

    private static Weight stronger(Weight one, Weight other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** What stands before a name. */
    static Weight before(Reading in, int first) {
        int word = first - 1;
        Gap gap = in.gap(first);
        if (word < 0) {
            return Weight.NONE;
        }
        if (isTitle(in, word, gap) || isNaming(in, word, gap) || isLabel(in, word, gap)) {
            return Weight.CLEAR;
        }
        boolean near = gap == Gap.SPACE || gap == Gap.COMMA;
        if (near && in.is(word, Kind.KIN)) {
            return Weight.CLEAR;
        }
        if (gap == Gap.SPACE && in.is(word, Kind.ROLE) && !in.is(word, Kind.DEGREE)) {
            return Weight.CLEAR;
        }
        return near && in.is(word, Kind.SPOKEN | Kind.BY) ? Weight.SOME : Weight.NONE;
    }

    /** A title is capital, or one of the abbreviations that are written small as well. */
    static boolean isTitle(Reading in, int word, Gap gap) {
        if (!in.is(word, Kind.HONORIFIC) || (gap != Gap.SPACE && gap != Gap.STOP)) {
            return false;
        }
        boolean brief = in.words.length(word) <= SHORT_TITLE;
        return switch (in.words.shapes[word]) {
            case CAPITAL, LOUD -> gap == Gap.SPACE || brief;
            case LOWER -> brief && in.words.length(word) < SHORT_TITLE && !in.equals(word, "don");
            case INITIAL, CAMEL, OTHER -> false;
        };
    }

    /** "known as", "goes by", "named", "name is", "call me". */
    static boolean isNaming(Reading in, int word, Gap gap) {
        if (gap != Gap.SPACE) {
            return false;
        }
        if (in.equals(word, "named") || in.equals(word, "called") || in.equals(word, "nicknamed")) {
            return true;
        }
        boolean joined =
                in.equals(word, "is")
                        || in.equals(word, "was")
                        || in.equals(word, "as")
                        || in.equals(word, "by")
                        || in.equals(word, "me")
                        || in.equals(word, "him")
                        || in.equals(word, "her");
        int before = word - 1;
        boolean calling = in.equals(before, "call") || in.equals(before, "calls");
        return joined
                && in.gap(word) == Gap.SPACE
                && (in.is(before, Kind.NAMED) || calling || isKinIs(in, word));
    }

    private static boolean isKinIs(Reading in, int word) {
        return in.equals(word, "is") && in.is(word - 1, Kind.KIN);
    }

    /** "Name: ", "Dictated by: ". */
    static boolean isLabel(Reading in, int word, Gap gap) {
        return gap == Gap.COLON && in.is(word, Kind.LABEL) && in.words.shapes[word] != Shape.OTHER;
    }

    /** An apostrophe directly after the word before. */
    private static boolean isPossessive(Reading in, int end) {
        int after = in.words.ends[end - 1];
        return Letters.isApostrophe(in.text.charAt(after));
    }

    private static Weight after(Reading in, int end) {
        if (!in.exists(end)) {
            return Weight.NONE;
        }
        Gap gap = in.gap(end);
        boolean degree =
                in.is(end, Kind.DEGREE)
                        && (in.isShape(end, Shape.LOUD) || in.isShape(end, Shape.CAMEL))
                        && (gap == Gap.COMMA || gap == Gap.SPACE);
        if (degree) {
            return Weight.CLEAR;
        }
        if (isPossessive(in, end)) {
            return Weight.SOME;
        }
        boolean verb = gap == Gap.SPACE && in.isShape(end, Shape.LOWER) && in.is(end, Kind.VERB);
        return verb ? Weight.SOME : Weight.NONE;
    }
}
