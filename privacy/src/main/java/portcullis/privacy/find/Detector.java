package portcullis.privacy.find;

import java.util.List;
import portcullis.kernel.Deadline;
import portcullis.privacy.unfold.View;

/**
 * Finds protected information in one view of a text. The formats are one; a model is another. It
 * must read the whole view or throw: an incomplete answer is a failure, never "nothing found". Used
 * by many threads at once.
 */
@FunctionalInterface
public interface Detector {
    /** What it sees, in offsets of the view's text. Any exception refuses the specimen. */
    List<Sighting> detect(View view, Deadline deadline);

    /**
     * What it would find other things with under another name: part of every scan receipt (SCR-43).
     * The same in every process that runs the same program with the same rules.
     */
    default String version() {
        return getClass().getName();
    }

    /**
     * Whether it looks at the deadline itself while it works and throws {@link OutOfTime}. One that
     * does not is run on a thread of its own and interrupted when the time is up, so its caller
     * must be one that may wait.
     */
    default boolean keepsDeadline() {
        return false;
    }
}
