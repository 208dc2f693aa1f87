package portcullis.privacy.unfold;

/**
 * What one pass over a text says about the views it needs. Plain text needs none.
 *
 * @param foreign a character outside ASCII was seen
 * @param escaped something may be encoded: entity, percent, backslash, quoted-printable
 * @param broken a line break stands inside a run of identifier characters
 * @param spaced four or more single characters stand in a row
 * @param glued a letter hangs on the end of a number
 * @param packed a run is long enough to be base64
 */
record Traits(
        boolean foreign,
        boolean escaped,
        boolean broken,
        boolean spaced,
        boolean glued,
        boolean packed) {
    private static final int PACKED = 17;
    private static final int LONG = 7;

    static Traits of(String text) {
        Reader reader = new Reader();
        int length = text.length();
        for (int at = 0; at < length; at++) {
            reader.read(text, at);
        }
        reader.endRun(text, length);
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

    private static final class Reader {
        private boolean foreign;
        private boolean escaped;
        private boolean broken;
        private boolean spaced;
        private boolean glued;
        private boolean packed;
        private int runStart = -1;
        private int singles;

        void read(String text, int at) {
            char letter = text.charAt(at);
            if (isWord(letter)) {
                runStart = runStart < 0 ? at : runStart;
                foreign |= letter >= 128;
                return;
            }
            endRun(text, at);
            switch (letter) {
                case '&', '%', '\\', '=' -> escaped = true;
                case '\n', '\r' -> broken |= at > 0;
                default -> foreign |= letter >= 128;
            }
        }

        void endRun(String text, int end) {
            if (runStart < 0) {
                return;
            }
            int length = end - runStart;
            singles = length == 1 ? singles + 1 : 0;
            spaced |= singles >= 4;
            packed |= length >= PACKED;
            glued |=
                    length > 1
                            && (endsGlued(text, end) || (length > LONG && beginsGlued(text, end)));
            runStart = -1;
        }

        private static boolean endsGlued(String text, int end) {
            char last = text.charAt(end - 1);
            char before = text.charAt(end - 2);
            return before >= '0' && before <= '9' && !(last >= '0' && last <= '9');
        }

        private boolean beginsGlued(String text, int end) {
            return Character.isLetter(text.charAt(runStart))
                    && Character.isDigit(text.charAt(end - 1));
        }

        Traits traits() {
            return new Traits(foreign, escaped, broken, spaced, glued, packed);
        }
    }
}
