/**
 * Enters: Identified and the permission a route asks for. Leaves: Permitted. Never: guesses; what
 * is not granted is refused.
 */
@NullMarked
package portcullis.governance.permit;

import org.jspecify.annotations.NullMarked;
