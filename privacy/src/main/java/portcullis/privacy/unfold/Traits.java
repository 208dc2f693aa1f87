package portcullis.privacy.unfold;

/**
 * What one pass over a text says about the views it needs. Plain text needs none.
 *
 * @param foreign a character outside ASCII was seen
 * @param escaped something may be encoded: entity, percent, backslash, quoted-printable
 * @param broken a line break stands inside a run of identifier characters
 * @param spaced four or more single characters stand in a row
 * @param glued letters hang on a number, and there are digits enough for an identifier
 * @param marked a tag or a mark of emphasis stands directly behind an identifier character
 * @param spoken seven digits or more are spelled out in a row
 * @param packed a run is long enough to be base64
 */
record Traits(
        boolean foreign,
        boolean escaped,
        boolean broken,
        boolean spaced,
        boolean glued,
        boolean marked,
        boolean spoken,
        boolean packed) {
    private static final int PACKED = 17;
    private static final int LONG = 4;

    static Traits of(String text) {
        Reader reader = new Reader(text);
        int length = text.length();
        for (int at = 0; at < length; at++) {
            reader.read(at);
        }
        reader.endRun(length);
        return reader.traits();
    }

    /** Letters, digits and the marks that stand inside identifiers. */
    static boolean inIdentifier(char letter) {
        return isWord(letter) || letter == '@' || letter == '.' || letter == '-' || letter == ':';
    }

    static boolean isWord(char letter) {
        return letter < 128
                ? (letter >= '0' && letter <= '9') || ((letter | 32) >= 'a' && (letter | 32) <= 'z')
                : Character.isLetterOrDigit(letter);
    }

    private static boolean isPoint(char letter) {
        return letter == '.' || letter == '@' || letter == ':' || letter == '-';
    }

    private static final class Reader {
        private final String text;
        private boolean foreign;
        private boolean escaped;
        private boolean broken;
        private boolean spaced;
        private boolean mixed;
        private int digits;
        private int digitsInRun;
        private boolean packed;
        private int runStart = -1;
        private int singles;
        private boolean marked;
        private boolean spoken;
        private int words;

        Reader(String text) {
            this.text = text;
        }

        void read(int at) {
            char letter = text.charAt(at);
            if (isWord(letter)) {
                runStart = runStart < 0 ? at : runStart;
                foreign |= letter >= 128;
                digitsInRun += letter >= '0' && letter <= '9' ? 1 : 0;
                return;
            }
            endRun(at);
            switch (letter) {
                case '&', '%', '\\', '=' -> escaped = true;
                case '\n', '\r' -> broken |= at > 0;
                case '<', '*', '`', '~' -> marked |= at > 0 && text.charAt(at - 1) > ' ';
                case '[', '(', '{' ->
                        escaped |= at + 2 < text.length() && isPoint(text.charAt(at + 1));
                default -> foreign |= letter >= 128;
            }
        }

        void endRun(int end) {
            if (runStart < 0) {
                return;
            }
            int length = end - runStart;
            singles = length == 1 ? singles + 1 : 0;
            if (length <= Spoken.LONGEST && digitsInRun == 0) {
                words = Spoken.count(text, runStart, end, words);
                spoken |= words >= Spoken.FEWEST;
            } else {
                words = 0;
            }
            spaced |= singles >= 4;
            packed |= length >= PACKED;
            mixed |= digitsInRun > 0 && digitsInRun < length;
            digits += digitsInRun;
            digitsInRun = 0;
            runStart = -1;
        }

        Traits traits() {
            return new Traits(
                    foreign,
                    escaped,
                    broken,
                    spaced,
                    mixed && digits >= LONG,
                    marked,
                    spoken,
                    packed);
        }
    }
}
