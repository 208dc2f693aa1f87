package portcullis.gateway.stream;

import java.util.List;
import portcullis.gateway.route.Frame;
import portcullis.kernel.Refusal;

/**
 * One answer on its way to one caller, in the caller's dialect. Placeholders of this request become
 * values again, each text with its own state machine (SCR-35 to SCR-37). Confined to the call.
 */
public interface Telling {

    /**
     * The events that one frame of a streamed answer becomes, framing included; none when it is not
     * for the caller.
     */
    List<byte[]> event(Frame frame);

    /** The last events of a complete answer: what was still held, and the end mark, once. */
    List<byte[]> end();

    /** A whole answer as one document. */
    byte[] whole(Frame frame);

    /**
     * Another target goes on with this answer, from its beginning on in other frames: the caller
     * shall see one answer with one id, one model and one opening.
     */
    void handOver();

    /**
     * The last events of an answer that failed after it had begun (SCR-41). Nothing of it may be
     * taken for a whole answer.
     */
    List<byte[]> failed(Refusal refusal);

    /** How many findings of the model's own were masked in the texts that were told (SCR-38). */
    default long masked() {
        return 0;
    }

    /** What keeps the connection alive while nothing is said (GTW-17). */
    byte[] heartbeat();

    /** A comment, which no client shows. */
    byte[] comment(String ascii);
}
