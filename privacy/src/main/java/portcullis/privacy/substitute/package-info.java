/**
 * Writes invented values where a text holds protected ones (SCR-33).
 *
 * <p>Enters: a text and its findings. Leaves: Substituted, a text to be shown as invented. Never:
 * writes a value that stands in the text, or one of a range that is given to people.
 */
@NullMarked
package portcullis.privacy.substitute;

import org.jspecify.annotations.NullMarked;
