package portcullis.privacy;

import portcullis.kernel.SensitiveText;

/**
 * One piece of text as it lies in a request or document.
 *
 * @param key the name it stands under ({@code ssn}, {@code content}), as context for the finder;
 *     may be empty. It is read like text: it may itself be protected.
 * @param text the text, read in full
 * @param treatment whether the text may be changed
 * @param joint leaves of the same joint that follow each other are read as one text too (SCR-6)
 */
public record Leaf(SensitiveText key, SensitiveText text, Treatment treatment, int joint) {

    /** Whether a leaf may be rewritten (SCR-5). */
    public enum Treatment {
        /** Findings are masked in place. */
        REWRITABLE,
        /** Names, enums, stop sequences: read, never changed; a finding blocks. */
        READ_ONLY
    }
}
