/** The server: everything of the house, with a front door. Main class: Portcullis. */
@NullMarked
package portcullis.server;

import org.jspecify.annotations.NullMarked;
