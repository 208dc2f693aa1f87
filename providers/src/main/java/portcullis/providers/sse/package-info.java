/** Enters: bytes of an event stream, cut anywhere. Leaves: its events. Never: knows a vendor. */
@NullMarked
package portcullis.providers.sse;

import org.jspecify.annotations.NullMarked;
