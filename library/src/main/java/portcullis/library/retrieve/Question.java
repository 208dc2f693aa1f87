package portcullis.library.retrieve;

import portcullis.kernel.SensitiveText;

/**
 * What is looked for.
 *
 * @param k how many chunks are wanted, 1–50
 */
public record Question(SensitiveText text, int k, Mode mode) {
    /** LIB-54. */
    public static final int DEFAULT_K = 8;

    /** LIB-54. */
    public static final int MOST_K = 50;

    public Question {
        if (k < 1 || k > MOST_K) {
            throw new IllegalArgumentException("k is 1-50");
        }
    }

    /** The eight best by words and vectors. */
    public static Question of(SensitiveText text) {
        return new Question(text, DEFAULT_K, Mode.HYBRID);
    }

    /** Which legs search. */
    public enum Mode {
        HYBRID,
        LEXICAL,
        VECTOR
    }
}
