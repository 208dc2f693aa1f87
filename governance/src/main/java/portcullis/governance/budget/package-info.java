/**
 * Enters: who calls which model, and what the attempt may cost at worst. Leaves: a reservation that
 * travels with the audit intent. Never: decides about money outside the ledger's transaction.
 */
@NullMarked
package portcullis.governance.budget;

import org.jspecify.annotations.NullMarked;
