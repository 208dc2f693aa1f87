/**
 * Enters: intents and receipts. Leaves: EgressPermit, once the intent is durable. Never: holds
 * text.
 */
@NullMarked
package portcullis.governance.audit;

import org.jspecify.annotations.NullMarked;
