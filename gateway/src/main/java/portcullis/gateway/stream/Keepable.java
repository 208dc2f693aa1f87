package portcullis.gateway.stream;

import java.util.Optional;
import portcullis.gateway.route.Frame;

/** An answer that can be kept for its caller, as one document. */
public interface Keepable extends Telling {

    /** How an answer stands that has not come yet. */
    enum Pending {
        QUEUED,
        IN_PROGRESS
    }

    /** The document while the answer is still to come. */
    byte[] pending(Pending how);

    /**
     * The document of the whole answer. Asked for after the last frame was told and before {@link
     * #end} or {@link #whole}.
     *
     * @param plain the only frame of an answer that is not streamed
     */
    byte[] document(Optional<Frame> plain);

    /** It was not kept after all; what is told from now on says so. */
    void notKept();
}
