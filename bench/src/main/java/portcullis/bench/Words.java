package portcullis.bench;

import java.util.Locale;

/**
 * Makes prompts different from each other. In letters only: screening masks groups of digits, and
 * prompts that differ in digits alone would be one remembered answer.
 */
final class Words {
    /** Letters of every word. */
    static final int LENGTH = 12;

    private long next;

    /** A word this run has not used yet. */
    String take() {
        return spell(next++, LENGTH);
    }

    /** The decimal digits of a number as letters, 0 as {@code a}, with leading zeroes. */
    static String spell(long number, int length) {
        StringBuilder word = new StringBuilder(length);
        String.format(Locale.ROOT, "%0" + length + "d", number)
                .chars()
                .forEach(digit -> word.append((char) ('a' + digit - '0')));
        return word.toString();
    }
}
