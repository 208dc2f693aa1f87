/**
 * Enters: Received. Leaves: Screened, the only thing a provider accepts. Never: lets a leaf pass
 * unread.
 */
@NullMarked
package portcullis.gateway.screen;

import org.jspecify.annotations.NullMarked;
