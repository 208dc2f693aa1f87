/** Enters: Permitted. Leaves: Admitted. Never: lets a call through that it cannot count. */
@NullMarked
package portcullis.governance.limit;

import org.jspecify.annotations.NullMarked;
