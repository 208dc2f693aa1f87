package portcullis.gateway;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;

/**
 * The context of a call whose caller waits for it: the waiting thread itself does the steps, one
 * after the other. A full desk refuses, which ends the call.
 */
final class Desk implements Executor {
    private static final int CAPACITY = 65_536;

    private final BlockingQueue<Runnable> steps = new LinkedBlockingQueue<>(CAPACITY);
    private volatile boolean closed;

    @Override
    public void execute(Runnable step) {
        if (closed || !steps.offer(step)) {
            throw new RejectedExecutionException("the call has ended or cannot keep up");
        }
    }

    /** Ends {@link #work}; may be called from a step or from another thread. */
    void close() {
        closed = true;
        steps.offer(() -> {});
    }

    /**
     * Does steps until the desk is closed. The journey's own deadline bounds the wait; an interrupt
     * asks for an earlier end.
     */
    void work(Runnable onInterrupt) {
        boolean interrupted = false;
        while (!closed) {
            try {
                steps.take().run();
            } catch (InterruptedException e) {
                interrupted = true;
            }
            if (interrupted) {
                onInterrupt.run();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
