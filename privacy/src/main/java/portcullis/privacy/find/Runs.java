package portcullis.privacy.find;

/** Walks back from a mark to where the thing it belongs to begins. */
final class Runs {
    private static final int LONGEST_LOCAL_PART = 64;
    private static final int LONGEST_SCHEME = 24;
    private static final int LONGEST_ADDRESS = 45;

    private Runs() {}

    /** The first character of the name before an at sign. */
    static int localPart(String text, int sign) {
        int start = sign;
        while (start > 0 && start > sign - LONGEST_LOCAL_PART && isLocal(text.charAt(start - 1))) {
            start--;
        }
        while (start < sign && !Tokens.isWord(text.charAt(start)) && text.charAt(start) != '_') {
            start++;
        }
        return start;
    }

    private static boolean isLocal(char letter) {
        return Tokens.isWord(letter) || "._%+-'".indexOf(letter) >= 0;
    }

    /** The first letter of the scheme before a colon. */
    static int scheme(String text, int colon) {
        int start = colon;
        while (start > 0
                && start > colon - LONGEST_SCHEME
                && (Tokens.isWord(text.charAt(start - 1)) || text.charAt(start - 1) == '+')) {
            start--;
        }
        return start;
    }

    /** Whether another colon follows within five characters, as in network addresses. */
    static boolean hasSecondColon(String text, int colon) {
        int next = text.indexOf(':', colon + 1);
        return next >= 0 && next <= colon + 5;
    }

    /** The first hexadecimal digit or colon of the run that holds a colon. */
    static int hexadecimal(String text, int colon) {
        int start = colon;
        while (start > 0 && start > colon - LONGEST_ADDRESS && isHex(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private static boolean isHex(char letter) {
        return letter == ':' || Character.digit(letter, 16) >= 0;
    }
}
