package portcullis.gateway;

import java.util.function.Consumer;
import portcullis.governance.limit.Admitted;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.RequestId;
import portcullis.kernel.SensitiveText;

/**
 * A model call for applications: blocks, so call it on a virtual thread. It takes the same journey
 * as any other call; the receipt of kind {@code MODEL_CALL} bears the given request id.
 */
public final class Conversation {

    /**
     * Asks and waits for the end of the answer.
     *
     * @param onText called on the caller's thread with each released part of the restored answer
     */
    public Outcome<Answered> converse(
            Admitted caller,
            RequestId request,
            Dialogue dialogue,
            Deadline deadline,
            Consumer<SensitiveText> onText) {
        return Outcome.refused(portcullis.kernel.RefusalCode.INTERNAL);
    }
}
