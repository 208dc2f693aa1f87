/**
 * Puts values back in place of placeholders.
 *
 * <p>Enters: masked text and the values. Leaves: restored text. Never: restores into links, markup
 * or another request.
 */
@NullMarked
package portcullis.privacy.restore;

import org.jspecify.annotations.NullMarked;
