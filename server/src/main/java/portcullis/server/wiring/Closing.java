package portcullis.server.wiring;

import java.util.ArrayDeque;
import java.util.Deque;
import portcullis.kernel.EventLog;

/** What must be closed, last opened first. One that fails does not keep the others open. */
final class Closing {
    private final Deque<Runnable> steps = new ArrayDeque<>();
    private final EventLog log;

    Closing(EventLog log) {
        this.log = log;
    }

    void remember(Runnable step) {
        steps.push(step);
    }

    void run() {
        while (!steps.isEmpty()) {
            try {
                steps.pop().run();
            } catch (RuntimeException trouble) {
                log.write(new ClosedBadly(steps.size()));
            }
        }
    }
}
