package portcullis.governance.audit;

import java.time.Duration;

/**
 * How much the auditor holds and how long it waits.
 *
 * @param queue entries that may wait for the next commit
 * @param intents when so many wait, new intents are refused; the rest of the queue is for receipts
 * @param batch most entries of one commit
 * @param spool receipts kept on disk while the ledger is away
 * @param patience how long an intent waits for its commit
 * @param pause how long the ledger is left alone after a failure
 */
record Bounds(int queue, int intents, int batch, int spool, Duration patience, Duration pause) {
    static final Bounds DEFAULT =
            new Bounds(16_384, 4_096, 512, 100_000, Duration.ofSeconds(5), Duration.ofSeconds(1));
}
