package portcullis.gateway.remember;

import java.util.List;
import portcullis.gateway.route.Frame;
import portcullis.kernel.Label;

/**
 * A complete answer as the vendor gave it: masked, with placeholders.
 *
 * @param form whether the frames are events or one whole answer
 * @param target who wrote it
 */
public record Remembered(List<Frame> frames, Form form, Label target) {
    public Remembered {
        frames = List.copyOf(frames);
    }

    /** How an answer came, or shall go. */
    public enum Form {
        WHOLE,
        EVENTS
    }
}
