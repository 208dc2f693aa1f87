package portcullis.server.http;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Runs the steps of one call in order and one at a time, each batch on a virtual thread. The number
 * of waiting steps is bounded by the call's own backpressure. A step that throws is told, and does
 * not stop the next.
 */
final class SerialExecutor implements Executor {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final Consumer<RuntimeException> bugs;
    private boolean running;

    SerialExecutor(Consumer<RuntimeException> bugs) {
        this.bugs = bugs;
    }

    @Override
    public void execute(Runnable step) {
        synchronized (waiting) {
            waiting.add(step);
            if (running) {
                return;
            }
            running = true;
        }
        Thread.ofVirtual().name("journey").start(this::drain);
    }

    private void drain() {
        Optional<Runnable> step = next();
        while (step.isPresent()) {
            try {
                step.get().run();
            } catch (RuntimeException bug) {
                bugs.accept(bug);
            }
            step = next();
        }
    }

    private Optional<Runnable> next() {
        synchronized (waiting) {
            Optional<Runnable> step = Optional.ofNullable(waiting.poll());
            running = step.isPresent();
            return step;
        }
    }
}
