/**
 * Lets an answer go as it comes, without new findings.
 *
 * <p>Enters: a model's text, piece by piece. Leaves: the same text, findings masked, as soon as
 * nothing in it can become one. Never: lets text go that nobody has read, or that hangs on where
 * the pieces were cut.
 */
@NullMarked
package portcullis.privacy.release;

import org.jspecify.annotations.NullMarked;
