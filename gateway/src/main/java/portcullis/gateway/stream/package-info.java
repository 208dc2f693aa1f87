/**
 * Enters: frames of an answer. Leaves: bytes in the caller's dialect, restored for this caller.
 * Never: holds text longer than an open placeholder needs.
 */
@NullMarked
package portcullis.gateway.stream;

import org.jspecify.annotations.NullMarked;
