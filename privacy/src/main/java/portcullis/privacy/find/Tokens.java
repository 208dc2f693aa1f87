package portcullis.privacy.find;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A text cut into runs of letters and digits, in one pass, with what the lexicon knows of each. */
final class Tokens {
    /** What a token is made of. */
    static final byte DIGITS = 1;

    static final byte LETTERS = 2;

    /** Both, or so many letters with a capital behind a small one, as in keys. */
    static final byte MIXED = 3;

    private static final int CODE = 5;
    private static final int CHARACTERS_A_WORD = 5;

    final String text;
    int count;
    int[] starts;
    int[] ends;
    byte[] kinds;
    Lexicon.@Nullable Entry[] entries;

    Tokens(WatchedText watched, Lexicon lexicon) {
        this.text = watched.toString();
        int length = text.length();
        int expected = length / CHARACTERS_A_WORD + 8;
        this.starts = new int[expected];
        this.ends = new int[expected];
        this.kinds = new byte[expected];
        this.entries = new Lexicon.Entry[expected];
        for (int at = 0; at < length; ) {
            if (isWord(text.charAt(at))) {
                at = read(at, length, lexicon);
                if ((count & 1023) == 0) {
                    watched.look();
                }
            } else {
                at++;
            }
        }
    }

    private int read(int start, int length, Lexicon lexicon) {
        int hash = 0;
        byte kind = 0;
        boolean small = false;
        boolean humped = false;
        int at = start;
        for (; at < length && isWord(text.charAt(at)); at++) {
            char letter = text.charAt(at);
            kind |= letter >= '0' && letter <= '9' ? DIGITS : LETTERS;
            humped |= small && letter >= 'A' && letter <= 'Z';
            small = letter >= 'a' && letter <= 'z';
            hash = Lexicon.step(hash, letter);
        }
        boolean code = humped && at - start >= CODE;
        Lexicon.Entry entry = kind == LETTERS ? lexicon.find(text, start, at, hash) : null;
        add(start, at, code ? MIXED : kind, entry);
        return at;
    }

    private void add(int start, int end, byte kind, Lexicon.@Nullable Entry entry) {
        if (count == starts.length) {
            grow();
        }
        starts[count] = start;
        ends[count] = end;
        kinds[count] = kind;
        entries[count++] = entry;
    }

    private void grow() {
        int size = count + count / 2;
        starts = Arrays.copyOf(starts, size);
        ends = Arrays.copyOf(ends, size);
        kinds = Arrays.copyOf(kinds, size);
        entries = Arrays.copyOf(entries, size);
    }

    /** Digits in the run of numbers and separators that begins at an offset, at most 24 units. */
    int digitsFrom(int offset) {
        int digits = 0;
        int end = Math.min(text.length(), offset + 24);
        for (int at = offset; at < end; at++) {
            char letter = text.charAt(at);
            if (letter >= '0' && letter <= '9') {
                digits++;
            } else if (" .-/():,".indexOf(letter) < 0) {
                return digits;
            }
        }
        return digits;
    }

    /** Whether one to four letters and one blank, hyphen or dot stand directly before a token. */
    boolean codeBefore(int token) {
        if (token == 0 || kinds[token - 1] != LETTERS || starts[token] != ends[token - 1] + 1) {
            return false;
        }
        char between = text.charAt(starts[token] - 1);
        return ends[token - 1] - starts[token - 1] <= 4
                && (between == ' ' || between == '-' || between == '.');
    }

    /** The token that holds or follows an offset. */
    int tokenAt(int offset) {
        int index = Arrays.binarySearch(starts, 0, count, offset);
        int before = index >= 0 ? index : -index - 2;
        return before < 0 || ends[before] <= offset ? before + 1 : before;
    }

    /** Whether a context word stands from six tokens before a span to three after it (SCR-18). */
    boolean backed(int start, int end, int context) {
        int first = tokenAt(start);
        int last = tokenAt(end);
        for (int at = Math.max(0, first - 6); at < Math.min(count, last + 3); at++) {
            Lexicon.Entry entry = entries[at];
            if (entry != null && entry.speaksFor(context)) {
                return true;
            }
        }
        return false;
    }

    static boolean isWord(char letter) {
        return letter < 128
                ? (letter >= '0' && letter <= '9') || ((letter | 32) >= 'a' && (letter | 32) <= 'z')
                : Character.isLetterOrDigit(letter);
    }
}
