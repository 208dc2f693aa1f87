package portcullis.gateway;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import portcullis.gateway.remember.Flight;
import portcullis.gateway.screen.Screened;

/**
 * What a flight knows of one call; used by other threads.
 *
 * @param context where the call's own work is done
 * @param made counts the attempts in this call's name
 * @param hear what the call does at news
 */
record Passenger(Screened request, Executor context, AtomicInteger made, Runnable hear)
        implements Flight.Listener {

    @Override
    public void news() {
        hear.run();
    }

    /** A context that is gone takes no more work; others may still want the answer. */
    @Override
    public void carry(Runnable step) {
        try {
            context.execute(step);
        } catch (RejectedExecutionException gone) {
            Thread.ofVirtual().name("run").start(step);
        }
    }

    @Override
    public void attempts(int more) {
        made.addAndGet(more);
    }
}
