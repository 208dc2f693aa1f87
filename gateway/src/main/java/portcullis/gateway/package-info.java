/**
 * The journey of a model call: receive, screen, remember, route, stream, settle, record. Door:
 * ModelCall.
 */
@NullMarked
package portcullis.gateway;

import org.jspecify.annotations.NullMarked;
