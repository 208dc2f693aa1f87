/**
 * Enters: Screened. Leaves: an answer of the first target that gives one. Never: changes target
 * after the first token.
 */
@NullMarked
package portcullis.gateway.route;

import org.jspecify.annotations.NullMarked;
