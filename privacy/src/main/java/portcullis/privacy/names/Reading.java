package portcullis.privacy.names;

import java.util.Set;

/** A text as words of which something is known, read by the finders of names. */
final class Reading {
    /** What a word may be, judged by its lower-case form. */
    enum Standing {
        /** A word of the allow-list. */
        KNOWN,
        /** A word of the allow-list that people are also called by: Mark, Baker. */
        SOFT,
        /** In a list of names, and no ordinary word. */
        NAME,
        /** In the gazetteer, and no ordinary word. */
        PLACE,
        /** Outside of every list. */
        STRANGE,
        /** No word to judge: initials, abbreviations, anything with digits. */
        NONE
    }

    private static final int READ = 1 << 31;
    private static final int SHORTEST_LOUD = 4;
    private static final int LOUD_WORDS = 4;
    private static final Set<String> BEGINNINGS =
            Set.of(
                    "Mc", "Mac", "De", "Di", "La", "Le", "Van", "Von", "Fitz", "Du", "Da", "St",
                    "Ja");
    private static final int ALLOWED =
            Kind.ORDINARY
                    | Kind.CLINICAL
                    | Kind.UNIT
                    | Kind.STREET
                    | Kind.LABEL
                    | Kind.ROLE
                    | Kind.KIN
                    | Kind.HONORIFIC;

    final Words words;
    final String text;

    /** Whether the whole text is written in capitals. */
    final boolean loud;

    private final Vocabulary vocabulary;
    private final int[] flags;

    Reading(String text, Vocabulary vocabulary) {
        this.text = text;
        this.words = new Words(text);
        this.vocabulary = vocabulary;
        this.flags = new int[words.count];
        this.loud = loud(words);
    }

    private static boolean loud(Words words) {
        int upper = 0;
        int other = 0;
        for (int at = 0; at < words.count; at++) {
            switch (words.shapes[at]) {
                case LOUD -> upper += words.length(at) >= SHORTEST_LOUD ? 1 : 0;
                case LOWER, CAPITAL -> other += words.length(at) >= SHORTEST_LOUD ? 1 : 0;
                case INITIAL, CAMEL, OTHER -> {}
            }
        }
        return upper >= LOUD_WORDS && upper > 4 * other;
    }

    /** What is known of a word; zero outside of the text. */
    int flags(int word) {
        if (word < 0 || word >= words.count) {
            return 0;
        }
        if (flags[word] == 0) {
            flags[word] =
                    READ
                            | vocabulary.of(
                                    text, words.starts[word], words.ends[word], words.hashes[word]);
        }
        return flags[word] & ~READ;
    }

    boolean is(int word, int kinds) {
        return Kind.any(flags(word), kinds);
    }

    /** What is known of several words that stand in a row, as one. */
    int together(int first, int last) {
        return vocabulary.of(text, words.starts[first], words.ends[last]);
    }

    /** Whether a word may be a cue or a given name; costs next to nothing. */
    boolean mayStart(int word) {
        return vocabulary.mayStart(words.hashes[word]);
    }

    boolean isFirst(int word) {
        return words.isFirst(word);
    }

    boolean exists(int word) {
        return word >= 0 && word < words.count;
    }

    /** The separation before a word; OTHER outside of the text. */
    Words.Gap gap(int word) {
        return exists(word) && word > 0 ? words.gap(word) : Words.Gap.OTHER;
    }

    boolean follows(int word) {
        return exists(word) && gap(word) == Words.Gap.SPACE;
    }

    boolean isShape(int word, Words.Shape shape) {
        return exists(word) && words.shapes[word] == shape;
    }

    /** Whether a word is written like a name in this text. */
    boolean isCapital(int word) {
        return exists(word)
                && switch (words.shapes[word]) {
                    case CAPITAL, CAMEL -> !inCode(word);
                    case LOUD -> !loud && !inCode(word);
                    case LOWER, INITIAL, OTHER -> false;
                };
    }

    /** Part of an identifier, a handle or a path rather than a word of a sentence. */
    private boolean inCode(int word) {
        int start = words.starts[word];
        int end = words.ends[word];
        char before = start > 0 ? text.charAt(start - 1) : ' ';
        char after = end < text.length() ? text.charAt(end) : ' ';
        return before == '_'
                || before == '@'
                || before == '\\'
                || after == '_'
                || after == '@'
                || (after == '(' && end + 1 < text.length() && text.charAt(end + 1) == ')');
    }

    boolean equals(int word, String other) {
        return exists(word)
                && words.length(word) == other.length()
                && text.regionMatches(true, words.starts[word], other, 0, other.length());
    }

    Standing standing(int word) {
        return switch (words.shapes[word]) {
            case OTHER, INITIAL -> Standing.NONE;
            case CAMEL -> isPersonal(word) ? judged(word) : Standing.NONE;
            case LOUD -> loud ? judged(word) : loudWord(word);
            case LOWER, CAPITAL -> judged(word);
        };
    }

    /** McDonald, DeShawn: a beginning that names have, then one capital. */
    private boolean isPersonal(int word) {
        int start = words.starts[word];
        int second = start + 1;
        while (second < words.ends[word] && !Letters.isUpper(text.charAt(second))) {
            second++;
        }
        for (int at = second + 1; at < words.ends[word]; at++) {
            if (Letters.isUpper(text.charAt(at))) {
                return false;
            }
        }
        return words.ends[word] - second > 2 && BEGINNINGS.contains(text.substring(start, second));
    }

    /** Short words in capitals are abbreviations, and so are those without a vowel. */
    private Standing loudWord(int word) {
        if (words.length(word) < SHORTEST_LOUD) {
            return is(word, Kind.NAME) && !is(word, ALLOWED) ? Standing.NAME : Standing.NONE;
        }
        for (int at = words.starts[word]; at < words.ends[word]; at++) {
            char letter = text.charAt(at);
            if (letter >= 128 || "AEIOUY".indexOf(letter) >= 0) {
                return judged(word);
            }
        }
        return Standing.NONE;
    }

    private Standing judged(int word) {
        int known = flags(word);
        if (known == 0 || known == Kind.HEAD) {
            return unknown(word);
        }
        boolean named = Kind.any(known, Kind.NAME | Kind.NAMELIKE);
        if (Kind.any(known, Kind.EPONYM) && (!named || isEponym(word))) {
            return Standing.KNOWN;
        }
        if (Kind.any(known, Kind.CLINICAL)) {
            return Standing.KNOWN;
        }
        if (Kind.any(known, ALLOWED)) {
            return named ? Standing.SOFT : Standing.KNOWN;
        }
        if (named) {
            return Kind.any(known, Kind.NAME) ? Standing.NAME : Standing.SOFT;
        }
        return Kind.any(known, Kind.PLACE) ? Standing.PLACE : Standing.KNOWN;
    }

    private Standing unknown(int word) {
        int start = words.starts[word];
        int end = words.ends[word];
        if (end - start < 2) {
            return Standing.NONE;
        }
        return vocabulary.isMedical(text, start, end) ? Standing.KNOWN : Standing.STRANGE;
    }

    /** Parkinson disease, Wilson's sign, Allis clamp, Epstein-Barr virus. */
    private boolean isEponym(int word) {
        for (int next = word + 1; next <= word + 2; next++) {
            if (is(next, Kind.THING)) {
                return true;
            }
            if (!is(next, Kind.EPONYM)) {
                return false;
            }
        }
        return false;
    }
}
