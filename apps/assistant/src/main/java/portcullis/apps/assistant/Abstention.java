package portcullis.apps.assistant;

import portcullis.kernel.SensitiveText;

/**
 * The assistant knows that it does not know (AST-6).
 *
 * @param best strength of the best evidence, 0–1
 * @param considered how many passages were looked at
 */
public record Abstention(Reason reason, double best, int considered) {

    /** One sentence for every case; it tells nothing about documents. */
    public static final SensitiveText SENTENCE =
            SensitiveText.of("The documents in this library do not answer this question.");

    /** What to do about it, also one for every case. */
    public static final SensitiveText SUGGESTION =
            SensitiveText.of("Ask with other words, or add a document that covers it.");

    /** What was missing. */
    public enum Reason {
        NO_EVIDENCE,
        WEAK_EVIDENCE
    }
}
