package portcullis.gateway;

import java.util.List;
import java.util.concurrent.Executor;
import portcullis.governance.limit.Admitted;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;

/**
 * The journey of a model call: receive, screen, remember, route, stream, settle, record. Every
 * admitted call leaves exactly one receipt.
 */
public final class ModelCall {

    /**
     * Answers one call; returns at once. Everything goes to {@code reply}, refusals included, in
     * the caller's dialect.
     *
     * @param context runs every step of this call, one at a time and in order: an event loop for
     *     small bodies, a serial executor otherwise. The journey never blocks it.
     */
    public void answer(Raw raw, Admitted caller, Executor context, Reply reply) {
        SpokenRefusal refusal = SpokenRefusal.of(raw.dialect(), Refusal.of(RefusalCode.OVERLOADED));
        reply.whole(refusal.status(), refusal.headers(), refusal.body());
    }

    /** What {@code GET /v1/models} lists for this caller. */
    public List<ModelCard> models(Permitted caller) {
        return List.of();
    }
}
