package portcullis.privacy.find;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import portcullis.kernel.Deadline;
import portcullis.privacy.unfold.View;

/** Runs a detector that may stall, and leaves it behind when the deadline passes (SCR-16). */
final class Timed {
    private Timed() {}

    static List<Sighting> detect(Detector detector, View view, Deadline deadline) {
        if (detector.keepsDeadline()) {
            return detector.detect(view, deadline);
        }
        FutureTask<List<Sighting>> task = new FutureTask<>(() -> detector.detect(view, deadline));
        Thread.ofVirtual().name("detector").start(task);
        try {
            return task.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new OutOfTime();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new OutOfTime();
        } catch (ExecutionException broken) {
            throw new IllegalStateException("a detector failed");
        } finally {
            task.cancel(true);
        }
    }
}
