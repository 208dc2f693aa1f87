/** Enters: a credential. Leaves: Identified. Never: keeps a secret in the clear. */
@NullMarked
package portcullis.governance.identify;

import org.jspecify.annotations.NullMarked;
