/**
 * Enters: Raw bytes in a caller\'s dialect. Leaves: Received. Never: rejects a field it does not
 * know.
 */
@NullMarked
package portcullis.gateway.receive;

import org.jspecify.annotations.NullMarked;
