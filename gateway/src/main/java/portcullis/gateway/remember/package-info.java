/**
 * Enters: Screened. Leaves: a remembered answer, a place behind somebody who asks the same, or
 * nothing. Never: crosses tenants, and never holds restored text.
 */
@NullMarked
package portcullis.gateway.remember;

import org.jspecify.annotations.NullMarked;
