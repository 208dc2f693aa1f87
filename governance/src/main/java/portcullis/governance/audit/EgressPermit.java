package portcullis.governance.audit;

import java.util.concurrent.atomic.AtomicBoolean;
import portcullis.kernel.RequestId;

/**
 * Proof that the intent of one upstream attempt is durable (GOV-45). Only the auditor mints one,
 * after the commit. It opens one attempt: {@link #use()} a second time is a bug and throws.
 */
public final class EgressPermit {
    private final RequestId request;
    private final int attempt;
    private final AtomicBoolean used = new AtomicBoolean();

    EgressPermit(RequestId request, int attempt) {
        this.request = request;
        this.attempt = attempt;
    }

    public RequestId request() {
        return request;
    }

    public int attempt() {
        return attempt;
    }

    /** Called by the provider before its first byte. */
    public void use() {
        if (!used.compareAndSet(false, true)) {
            throw new IllegalStateException("an egress permit opens one attempt only");
        }
    }
}
