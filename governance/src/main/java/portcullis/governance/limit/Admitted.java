package portcullis.governance.limit;

import java.util.concurrent.atomic.AtomicBoolean;
import portcullis.governance.permit.Permitted;

/**
 * A permitted caller who is within every limit, holding a reservation. Only the limiter makes one.
 * Settle it when the call has ended; one that is never settled stays charged at its worst case.
 */
public final class Admitted {
    private final Permitted caller;
    private final Standing standing;
    private final Settling settling;
    private final AtomicBoolean settled = new AtomicBoolean();
    private final Runnable releasing;
    private final AtomicBoolean released = new AtomicBoolean();

    /** Turns a reservation into what was really used. */
    interface Settling {
        void settle(long tokens);
    }

    /**
     * @param releasing makes room for others that wait for this request's end
     */
    Admitted(Permitted caller, Standing standing, Settling settling, Runnable releasing) {
        this.releasing = releasing;
        this.caller = caller;
        this.standing = standing;
        this.settling = settling;
    }

    public Permitted caller() {
        return caller;
    }

    /** Where the key stood after this call was admitted. */
    public Standing standing() {
        return standing;
    }

    /**
     * Gives back what was reserved and not used; charges what was used beyond it. Only the first
     * call counts, so a retry path cannot give back twice.
     *
     * @param actualTokens input and output tokens of all attempts; negative counts as 0
     */
    public void settle(long actualTokens) {
        if (settled.compareAndSet(false, true)) {
            settling.settle(Math.max(0, actualTokens));
        }
    }

    /** The request has ended: it is not among those that run at the same time. Counts once. */
    public void release() {
        if (released.compareAndSet(false, true)) {
            releasing.run();
        }
    }
}
