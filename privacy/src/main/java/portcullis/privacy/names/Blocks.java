package portcullis.privacy.names;

import java.util.List;
import portcullis.privacy.EntityType;
import portcullis.privacy.find.Sighting;
import portcullis.privacy.names.Reading.Standing;
import portcullis.privacy.names.Words.Gap;
import portcullis.privacy.names.Words.Shape;

/** Reads on from a street address: the places and the postcode in the lines below it (row B). */
final class Blocks {
    private static final String RULE = "address-block";
    private static final double SCORE = 0.70;
    private static final int BACK = 5;
    private static final int MOST_PARTS = 4;
    private static final int MOST_WORDS = 3;
    private static final int ZIP = 5;

    private Blocks() {}

    /** Reads what follows the street type or unit at a word, when a house number stands before. */
    static void read(Reading in, int street, List<Sighting> seen) {
        if (!isNumbered(in, street)) {
            return;
        }
        int at = street + 1;
        for (int part = 0; part < MOST_PARTS && in.exists(at); part++) {
            at = rest(in, at);
            int next = in.exists(at) && isApart(in, at) ? part(in, at, seen) : at;
            if (next == at) {
                return;
            }
            at = next;
        }
    }

    private static boolean isNumbered(Reading in, int street) {
        for (int word = street - 1; word >= street - BACK && in.exists(word); word--) {
            if (in.gap(word + 1) == Gap.BREAK || in.gap(word + 1) == Gap.COLON) {
                return false;
            }
            if (isNumber(in, word)) {
                return word < street - 1 || in.is(street, Kind.UNIT);
            }
        }
        return in.is(street, Kind.UNIT) && isNumber(in, street + 1);
    }

    private static boolean isNumber(Reading in, int word) {
        return in.isShape(word, Shape.OTHER)
                && Letters.isDigit(in.text.charAt(in.words.starts[word]));
    }

    private static boolean isApart(Reading in, int word) {
        return in.gap(word) == Gap.BREAK || in.gap(word) == Gap.COMMA;
    }

    /** Past the flat or suite on the line of the street, or on its own. */
    private static int rest(Reading in, int from) {
        int at = from;
        while (in.exists(at) && (in.is(at, Kind.UNIT) || isUnitNumber(in, at))) {
            at++;
        }
        return at;
    }

    private static boolean isUnitNumber(Reading in, int word) {
        return in.is(word - 1, Kind.UNIT) && in.words.length(word) <= 4 && !isApart(in, word);
    }

    /**
     * Reads one line or part: a place, a postcode, or both. The word after it; itself if neither.
     */
    private static int part(Reading in, int first, List<Sighting> seen) {
        int end = first;
        boolean telling = false;
        while (end < first + MOST_WORDS
                && isPlaceWord(in, end)
                && (end == first || near(in, end))) {
            telling |= isTelling(in, end);
            end++;
        }
        if (end > first && (!telling || in.gap(end) == Gap.COLON)) {
            return first;
        }
        if (end > first) {
            add(in, first, end, EntityType.PLACE, seen);
        }
        boolean zip = (end == first || in.follows(end)) && isZip(in, end);
        if (zip) {
            add(in, end, end + 1, EntityType.POSTCODE, seen);
        }
        return zip ? end + 1 : end;
    }

    private static boolean near(Reading in, int word) {
        return in.gap(word) == Gap.SPACE || in.gap(word) == Gap.HYPHEN;
    }

    /** Letters only, and nothing that begins a label or a sentence. */
    private static boolean isPlaceWord(Reading in, int word) {
        return in.exists(word)
                && !in.isShape(word, Shape.OTHER)
                && !in.is(word, Kind.VERB | Kind.UNIT)
                && in.gap(word + 1) != Gap.COLON;
    }

    private static boolean isTelling(Reading in, int word) {
        Standing standing = in.standing(word);
        return in.is(word, Kind.PLACE)
                || standing == Standing.STRANGE
                || standing == Standing.NAME
                || (in.isCapital(word) && standing == Standing.SOFT);
    }

    private static boolean isZip(Reading in, int word) {
        return isNumber(in, word) && in.words.length(word) == ZIP;
    }

    private static void add(Reading in, int first, int end, EntityType type, List<Sighting> seen) {
        int start = in.words.starts[first];
        seen.add(new Sighting(start, in.words.ends[end - 1], type, RULE, SCORE));
    }
}
