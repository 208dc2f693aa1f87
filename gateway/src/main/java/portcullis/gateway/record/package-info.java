/**
 * Enters: what is about to happen, and how it ended. Leaves: a permit for each attempt, one receipt
 * for each call. Never: holds text.
 */
@NullMarked
package portcullis.gateway.record;

import org.jspecify.annotations.NullMarked;
