package portcullis.privacy.names;

import java.text.Normalizer;

/** Letters of Latin alphabets without case and accents, so that José and JOSE are one word. */
final class Letters {
    private static final int FIRST = 0xC0;
    private static final int LAST = 0x24F;
    private static final String OTHERS = "ßsøoØoæaÆaœoŒołlŁlđdĐdıiþtÞtðdÐdŋnħhĦhŧtŦt";
    private static final byte[] FOLDED = folded();

    private Letters() {}

    private static byte[] folded() {
        byte[] table = new byte[LAST - FIRST + 1];
        for (int letter = FIRST; letter <= LAST; letter++) {
            String plain = Normalizer.normalize(String.valueOf((char) letter), Normalizer.Form.NFD);
            char first = Character.toLowerCase(plain.charAt(0));
            table[letter - FIRST] = first >= 'a' && first <= 'z' ? (byte) first : 0;
        }
        for (int at = 0; at < OTHERS.length(); at += 2) {
            table[OTHERS.charAt(at) - FIRST] = (byte) OTHERS.charAt(at + 1);
        }
        return table;
    }

    /** The plain letter a to z, or 0 for anything else. */
    static byte fold(char letter) {
        if (letter < 128) {
            int lower = letter | 32;
            return lower >= 'a' && lower <= 'z' ? (byte) lower : 0;
        }
        return letter >= FIRST && letter <= LAST ? FOLDED[letter - FIRST] : 0;
    }

    static boolean isApostrophe(char letter) {
        return letter == '\'' || letter == '\u2019' || letter == '\u02BC' || letter == '`';
    }

    /** A letter, or a mark that stands on one. */
    static boolean isLetter(char letter) {
        if (letter < 128) {
            int lower = letter | 32;
            return lower >= 'a' && lower <= 'z';
        }
        return Character.isLetter(letter)
                || Character.getType(letter) == Character.NON_SPACING_MARK;
    }

    static boolean isUpper(char letter) {
        return letter < 128
                ? letter >= 'A' && letter <= 'Z'
                : Character.isUpperCase(letter) || Character.isTitleCase(letter);
    }

    static boolean isDigit(char letter) {
        return letter < 128 ? letter >= '0' && letter <= '9' : Character.isDigit(letter);
    }
}
