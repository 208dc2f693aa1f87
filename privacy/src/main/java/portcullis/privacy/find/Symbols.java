package portcullis.privacy.find;

import java.util.BitSet;

/** The alphabet of the gates: each ASCII character, and five kinds of all others. */
final class Symbols {
    static final int UPPER = 128;
    static final int LOWER = 129;
    static final int LETTER = 130;
    static final int NUMBER = 131;
    static final int OTHER = 132;

    /** What stands behind the text. */
    static final int END = 133;

    static final int COUNT = 134;

    /** Half a character: nothing can be said. */
    static final int UNKNOWN = -1;

    private Symbols() {}

    static int of(char letter) {
        if (letter < 128) {
            return letter;
        }
        return switch (Character.getType(letter)) {
            case Character.SURROGATE -> UNKNOWN;
            case Character.UPPERCASE_LETTER -> UPPER;
            case Character.LOWERCASE_LETTER -> LOWER;
            case Character.TITLECASE_LETTER, Character.MODIFIER_LETTER, Character.OTHER_LETTER ->
                    LETTER;
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
                    NUMBER;
            default -> OTHER;
        };
    }

    static BitSet range(char first, char last) {
        BitSet set = new BitSet(COUNT);
        set.set(first, last + 1);
        return set;
    }

    /** A class by the name it has in patterns: {@code L}, {@code Lu}, {@code Ll}, {@code N}. */
    static BitSet category(String name) {
        BitSet set = new BitSet(COUNT);
        switch (name) {
            case "L" -> {
                set.or(category("Lu"));
                set.or(category("Ll"));
                set.set(LETTER);
            }
            case "Lu" -> {
                set.or(range('A', 'Z'));
                set.set(UPPER);
            }
            case "Ll" -> {
                set.or(range('a', 'z'));
                set.set(LOWER);
            }
            case "N" -> {
                set.or(range('0', '9'));
                set.set(NUMBER);
            }
            default -> throw new IllegalArgumentException("unknown class in a pattern: " + name);
        }
        return set;
    }

    /** Every unit of a text that is not in the set. */
    static BitSet others(BitSet set) {
        BitSet others = (BitSet) set.clone();
        others.flip(0, END);
        return others;
    }

    /** The set with the other case of its letters. */
    static BitSet anyCase(BitSet set) {
        BitSet both = (BitSet) set.clone();
        for (int letter = 'A'; letter <= 'Z'; letter++) {
            boolean either = set.get(letter) || set.get(letter + 32);
            both.set(letter, either);
            both.set(letter + 32, either);
        }
        boolean either = set.get(UPPER) || set.get(LOWER);
        both.set(UPPER, either);
        both.set(LOWER, either);
        both.set(LETTER, either || set.get(LETTER));
        return both;
    }
}
