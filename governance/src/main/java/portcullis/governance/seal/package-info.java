/**
 * Enters: bytes that may hold patient data. Leaves: bytes that only this installation can read.
 * Never: opens what belongs to another tenant or purpose.
 */
@NullMarked
package portcullis.governance.seal;

import org.jspecify.annotations.NullMarked;
