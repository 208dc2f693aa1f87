/**
 * Measures how well identifiers are found, over labelled texts.
 *
 * <p>Enters: labelled sets of the operator's own, and invented values. Leaves: figures, never a
 * text. Never: ships data, calls anything outside.
 */
@NullMarked
package portcullis.server.accuracy;

import org.jspecify.annotations.NullMarked;
