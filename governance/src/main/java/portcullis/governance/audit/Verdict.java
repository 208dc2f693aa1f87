package portcullis.governance.audit;

import java.util.Optional;

/**
 * What the verifier found in one chain.
 *
 * @param entries entries read, up to the first flaw
 * @param intentsWithoutReceipt intents whose request has no later receipt: calls in flight, or of a
 *     process that died and was not yet recovered
 * @param receiptsBeyondIntents receipts that tell of more attempts than intents stand before them:
 *     something left the house without an intent
 * @param flaw the first broken place; empty when the chain is sound
 */
public record Verdict(
        long entries,
        long intents,
        long receipts,
        long intentsWithoutReceipt,
        long receiptsBeyondIntents,
        Optional<Broken> flaw) {

    /** The first entry that is not as it should be; {@code seq} is the place in the chain. */
    public record Broken(long seq, Flaw flaw) {}

    public boolean sound() {
        return flaw.isEmpty();
    }
}
