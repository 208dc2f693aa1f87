package portcullis.privacy.names;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import portcullis.kernel.Deadline;
import portcullis.privacy.find.Detector;
import portcullis.privacy.find.OutOfTime;
import portcullis.privacy.find.Sighting;
import portcullis.privacy.unfold.View;

/**
 * The built-in names and those of a model. When the model fails in any way, strict names take its
 * place, or the text is refused; never "no names" (SCR-28).
 */
public final class ModelBacked implements Detector {
    /** What happens to a text that the model could not read. */
    public enum Fallback {
        STRICT,
        BLOCK
    }

    /** A model wants this much time: a scan with less is for the next, more patient one. */
    private static final Duration LEAST = Duration.ofMillis(40);

    /** The model's part of the time that is left: strict names need some too. */
    private static final double SHARE = 0.6;

    private final Detector model;
    private final NameDetectors names;
    private final Fallback fallback;

    public ModelBacked(Detector model, NameDetectors names, Fallback fallback) {
        this.model = model;
        this.names = names;
        this.fallback = fallback;
    }

    @Override
    public List<Sighting> detect(View view, Deadline deadline) {
        List<Sighting> seen = new ArrayList<>(names.normal().detect(view, deadline));
        if (view.text().isBlank()) {
            return seen;
        }
        if (deadline.left().compareTo(LEAST) < 0) {
            throw new OutOfTime();
        }
        try {
            seen.addAll(asked(view, deadline));
            return seen;
        } catch (ExecutionException | TimeoutException failed) {
            return switch (fallback) {
                case STRICT -> names.strict().detect(view, deadline);
                case BLOCK -> throw new IllegalStateException("the model of names failed");
            };
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new OutOfTime();
        }
    }

    /** On a thread of its own, left behind when it takes too long. */
    private List<Sighting> asked(View view, Deadline deadline)
            throws ExecutionException, TimeoutException, InterruptedException {
        long nanos = (long) (deadline.left().toNanos() * SHARE);
        Deadline own = deadline.noLaterThan(Duration.ofNanos(nanos));
        FutureTask<List<Sighting>> task = new FutureTask<>(() -> model.detect(view, own));
        Thread.ofVirtual().name("model-of-names").start(task);
        try {
            return task.get(nanos, TimeUnit.NANOSECONDS);
        } finally {
            task.cancel(true);
        }
    }

    @Override
    public boolean keepsDeadline() {
        return true;
    }
}
