/**
 * Enters: what a caller wants kept of a call. Leaves: what was kept, to its owner only. Never:
 * shows one key what another key's calls left.
 */
@NullMarked
package portcullis.gateway.keep;

import org.jspecify.annotations.NullMarked;
