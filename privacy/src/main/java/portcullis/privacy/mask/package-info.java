/**
 * Replaces confirmed spans by placeholders.
 *
 * <p>Enters: Judged. Leaves: Masked, and the values in memory. Never: leaves any text of a
 * confirmed span.
 */
@NullMarked
package portcullis.privacy.mask;

import org.jspecify.annotations.NullMarked;
