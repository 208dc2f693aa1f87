/**
 * Looks for protected information in every view.
 *
 * <p>Enters: Unfolded. Leaves: Found: spans in source offsets. Never: keeps a matched value, drops
 * a span silently.
 */
@NullMarked
package portcullis.privacy.find;

import org.jspecify.annotations.NullMarked;
