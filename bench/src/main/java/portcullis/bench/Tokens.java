package portcullis.bench;

/**
 * Reads the numbered tokens out of a stream of chat chunks, however they are cut, and counts those
 * that are missing or came twice. A token is {@code w}, four letters that spell its number, and a
 * blank.
 */
final class Tokens implements Answer.Sink {
    private static final byte[] CONTENT = {'"', 'c', 'o', 'n', 't', 'e', 'n', 't', '"', ':', '"'};
    private static final int LETTERS = 4;

    private final int expected;
    private final Runnable heard;
    private int matched;
    private int letters = -1;
    private int number;
    private int next;
    private int lost;
    private int repeated;

    /**
     * @param heard told of every token
     */
    Tokens(int expected, Runnable heard) {
        this.expected = expected;
        this.heard = heard;
    }

    /** The text of a token. */
    static String spell(int number) {
        return "w" + Words.spell(number, LETTERS) + " ";
    }

    @Override
    public void take(byte[] bytes, int from, int until) {
        for (int i = from; i < until; i++) {
            if (matched < CONTENT.length) {
                search(bytes[i]);
            } else if (bytes[i] == '"') {
                matched = 0;
            } else {
                letter(bytes[i]);
            }
        }
    }

    private void search(byte next) {
        if (next == CONTENT[matched]) {
            matched++;
        } else {
            matched = next == '"' ? 1 : 0;
        }
    }

    private void letter(byte letter) {
        if (letter == 'w') {
            letters = 0;
            number = 0;
        } else if (letters >= 0 && letter >= 'a' && letter <= 'j') {
            number = number * 10 + letter - 'a';
            letters++;
        } else if (letter == ' ' && letters == LETTERS) {
            letters = -1;
            token();
        }
    }

    private void token() {
        if (number < next) {
            repeated++;
        } else {
            lost += number - next;
            next = number + 1;
        }
        heard.run();
    }

    int heardSoFar() {
        return next;
    }

    /** Tokens that are missing, those that never came at the end included. */
    int lost() {
        return lost + expected - next;
    }

    int repeated() {
        return repeated;
    }
}
