/**
 * Enters: the result of a scan and a colleague's reasons. Leaves: Overridden, for this very text
 * and for a day. Never: lets anybody override for their own text, or a text that was edited since.
 */
@NullMarked
package portcullis.disclosure.override;

import org.jspecify.annotations.NullMarked;
