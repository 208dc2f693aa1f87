package portcullis.privacy.find;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A text cut into runs of letters and digits, in one pass, with what the lexicon knows of each. */
final class Tokens {
    /** What a token is made of. */
    static final byte DIGITS = 1;

    static final byte LETTERS = 2;
    static final byte MIXED = 3;

    final String text;
    int count;
    int[] starts = new int[64];
    int[] ends = new int[64];
    byte[] kinds = new byte[64];
    Lexicon.@Nullable Entry[] entries = new Lexicon.Entry[64];

    Tokens(WatchedText watched, Lexicon lexicon) {
        this.text = watched.toString();
        int length = text.length();
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
        int at = start;
        for (; at < length && isWord(text.charAt(at)); at++) {
            char letter = text.charAt(at);
            kind |= letter >= '0' && letter <= '9' ? DIGITS : LETTERS;
            hash = Lexicon.step(hash, letter);
        }
        add(start, at, kind, kind == LETTERS ? lexicon.find(text, start, at, hash) : null);
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
        int size = count * 2;
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

    /** The token that holds or follows an offset. */
    int tokenAt(int offset) {
        int index = Arrays.binarySearch(starts, 0, count, offset);
        int before = index >= 0 ? index : -index - 2;
        return before < 0 || ends[before] <= offset ? before + 1 : before;
    }

    /** The context words from six tokens before a span to three after it (SCR-18). */
    long contextAround(int start, int end) {
        int first = tokenAt(start);
        int last = tokenAt(end);
        long seen = 0;
        for (int at = Math.max(0, first - 6); at < Math.min(count, last + 3); at++) {
            Lexicon.Entry entry = entries[at];
            seen |= entry == null ? 0 : entry.context();
        }
        return seen;
    }

    static boolean isWord(char letter) {
        return letter < 128
                ? (letter >= '0' && letter <= '9') || ((letter | 32) >= 'a' && (letter | 32) <= 'z')
                : Character.isLetterOrDigit(letter);
    }
}
