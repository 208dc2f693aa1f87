package portcullis.governance.audit;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import portcullis.kernel.Outcome;

/** What stands in the queue before the committer. */
sealed interface Waiting {

    /** An intent whose journey may go on once it is durable. */
    record Asked(Intent intent, Draft draft, CompletableFuture<Outcome<EgressPermit>> answer)
            implements Waiting {}

    /** A receipt; nobody waits for it. */
    record Told(Draft draft) implements Waiting {}

    /** The wish to close what an earlier process left open. */
    record Recovering(Instant before, CompletableFuture<Outcome<Recovered>> answer)
            implements Waiting {}

    /** Wakes the committer so that it notices the end. */
    record Leaving() implements Waiting {}
}
