/**
 * Enters: bytes of a caller's connection. Leaves: a Visit for a handler, and its answer as bytes.
 * Never: calls a handler for a route, caller or size that was not declared.
 */
@NullMarked
package portcullis.server.http;

import org.jspecify.annotations.NullMarked;
