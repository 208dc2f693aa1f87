/** Enters: bytes of a stream, cut anywhere. Leaves: its events or lines. Never: knows a vendor. */
@NullMarked
package portcullis.providers.sse;

import org.jspecify.annotations.NullMarked;
