/**
 * Enters: a Visit. Leaves: its Answer, made by a floor's door. Never: decides who may ask, or
 * touches a connection.
 */
@NullMarked
package portcullis.server.desks;

import org.jspecify.annotations.NullMarked;
