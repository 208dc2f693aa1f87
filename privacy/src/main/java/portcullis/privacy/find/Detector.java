package portcullis.privacy.find;

import java.util.List;
import portcullis.kernel.Deadline;
import portcullis.privacy.unfold.View;

/**
 * Finds protected information in one view of a text. The formats are one; a model is another. It
 * must read the whole view or throw: an incomplete answer is a failure, never "nothing found".
 */
public interface Detector {
    /** What it sees, in offsets of the view's text. Any exception refuses the specimen. */
    List<Sighting> detect(View view, Deadline deadline);
}
