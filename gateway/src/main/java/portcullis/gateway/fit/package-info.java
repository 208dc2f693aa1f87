/**
 * Enters: a dialogue of any length. Leaves: one that the model can read whole. Never: drops what
 * the person just asked, or an instruction.
 */
@NullMarked
package portcullis.gateway.fit;

import org.jspecify.annotations.NullMarked;
