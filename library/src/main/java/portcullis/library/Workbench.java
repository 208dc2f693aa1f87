package portcullis.library;

import java.time.Duration;
import java.util.Optional;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.library.embed.Embedded;

/**
 * Hands versions to workers, one worker at a time. A lease that is not renewed runs out and the
 * version is handed out again, so a killed process loses no document (LIB-2). Methods block and
 * throw {@link portcullis.kernel.StoreUnavailable}.
 */
public interface Workbench {

    /** The next version that is pending, or whose worker is gone. */
    Optional<Claimed> claim(Duration lease);

    /** Keeps the claim; false when it was lost or the document deleted. */
    boolean renew(Claimed claimed, Duration lease);

    /**
     * Makes a version readable and current, in one transaction with its change (LIB-3). Refuses
     * with CONFLICT when the claim was lost or a newer version is already completed.
     *
     * @return position of the change in the feed
     */
    Outcome<Published> publish(Embedded embedded);

    /** Ends the claim with a reason that the owner can read. */
    void refuse(Claimed claimed, Status status, RefusalCode reason);

    /** Gives the version back; it is handed out again, not before the pause is over. */
    void giveBack(Claimed claimed, RefusalCode reason, Duration pause);

    /** Waits until there may be something to claim; returns at the deadline at the latest. */
    void awaitWork(Deadline deadline);

    /**
     * What an ingest changed (LIB-29).
     *
     * @param position of the change in the feed
     * @param chunks of the version, of which {@code unchanged} stood in the version before
     */
    record Published(long position, int chunks, int unchanged, int removed) {}
}
