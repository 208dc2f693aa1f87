package portcullis.privacy.find;

/** Grows an interval so that it cuts no character a reader sees (SCR-11). */
final class Graphemes {
    private Graphemes() {}

    /** The start moved before marks that belong to an earlier character. */
    static int start(String text, int start) {
        int at = start;
        while (at > 0 && at < text.length() && hangs(text.charAt(at))) {
            at--;
        }
        return at;
    }

    /** The end moved behind marks that belong to the last character. */
    static int end(String text, int end) {
        int at = end;
        while (at < text.length() && hangs(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean hangs(char letter) {
        return letter >= 0x300
                && (Character.isLowSurrogate(letter)
                        || switch (Character.getType(letter)) {
                            case Character.NON_SPACING_MARK,
                                    Character.ENCLOSING_MARK,
                                    Character.COMBINING_SPACING_MARK,
                                    Character.FORMAT ->
                                    true;
                            default -> false;
                        });
    }
}
