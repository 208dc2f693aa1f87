package portcullis.gateway.receive;

import java.util.List;
import java.util.Optional;
import portcullis.gateway.Raw;
import portcullis.kernel.FieldPath;

/** A call whose dialect, model and options are understood. Only {@code Receiver} makes one. */
public final class Received {
    private final Raw raw;
    private final Wishes wishes;
    private final Layout layout;
    private final Leaves leaves;

    Received(Raw raw, Wishes wishes, Layout layout, Leaves leaves) {
        this.raw = raw;
        this.wishes = wishes;
        this.layout = layout;
        this.leaves = leaves;
    }

    /** All that must be read, and the first thing that cannot be. */
    record Leaves(List<Spot> spots, Optional<FieldPath> unscannable) {
        Leaves {
            spots = List.copyOf(spots);
        }
    }

    public Raw raw() {
        return raw;
    }

    /** The model name as the caller wrote it. */
    public String model() {
        return wishes.model();
    }

    public boolean streamed() {
        return wishes.streamed();
    }

    public Wishes wishes() {
        return wishes;
    }

    public Layout layout() {
        return layout;
    }

    /** Every string, number and key of the body, in reading order (SCR-4). */
    public List<Spot> spots() {
        return leaves.spots();
    }

    /** The first part that no detector can read, such as an image (SCR-8). */
    public Optional<FieldPath> unscannable() {
        return leaves.unscannable();
    }
}
