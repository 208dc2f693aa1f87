package portcullis.governance.limit;

import java.util.List;
import java.util.concurrent.CompletionStage;
import portcullis.governance.limit.Claim.Take;

/**
 * Counts use. A claim is decided about as a whole: nobody ever sees a part of it taken. What comes
 * back is never an exception; counters that cannot be reached say {@link Taken.Away}, within some
 * 20 ms.
 */
public interface Counters {

    CompletionStage<Taken> take(Claim claim);

    /**
     * Gives back what was taken and not used, or takes what was used beyond it when negative.
     * Counts once for each call, whoever repeats it. A window that has ended stays as it is; a
     * bucket goes at most ten times its capacity into debt.
     *
     * @param claim the amounts to give back
     * @param levels as they were after the claim was taken
     */
    void giveBack(Claim claim, List<Taken.Level> levels);

    /** Longest debt of a bucket, in full buckets. */
    int WORST_DEBT = 10;

    /** What to give back of a take, without driving a bucket into endless debt. */
    static long bounded(Take take) {
        return Math.max(take.amount(), -WORST_DEBT * Math.max(1, take.quota().capacity()));
    }
}
