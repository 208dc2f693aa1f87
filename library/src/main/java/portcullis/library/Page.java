package portcullis.library;

import portcullis.kernel.SensitiveText;

/**
 * A page of one version as it is indexed, quoted and shown.
 *
 * @param number from 1; pages that could not be read leave a gap
 * @param section headings the page stands under, outermost first, joined by " › "; may be empty
 * @param text canonical text: after parsing and screening, lines separated by {@code \n}. Offsets
 *     into it are UTF-16 units.
 */
public record Page(int number, SensitiveText section, SensitiveText text) {

    /** SHA-256 of the canonical text. */
    public Hash hash() {
        return Hash.of(text.reveal());
    }
}
