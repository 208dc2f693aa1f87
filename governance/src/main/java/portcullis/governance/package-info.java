/** Who may do what, at what cost, and how it is proved: identify, permit, limit, audit. */
@NullMarked
package portcullis.governance;

import org.jspecify.annotations.NullMarked;
