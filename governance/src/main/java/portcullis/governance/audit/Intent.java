package portcullis.governance.audit;

import java.util.Map;
import java.util.Optional;
import portcullis.governance.budget.Reservation;
import portcullis.kernel.Label;
import portcullis.kernel.RequestId;

/**
 * What is about to happen, written before it happens (GOV-45).
 *
 * @param target provider and upstream model as configured, for model calls
 * @param attempt 1 for the first upstream attempt of a request
 * @param scan counts of the screening receipt (SCR-43): characters read, findings per type …
 * @param digest keyed digest of the bytes that will be sent, as hex
 * @param reservation what the attempt may cost at worst, when a budget applies: held in the same
 *     commit, or the intent is refused
 */
public record Intent(
        RequestId request,
        Actor actor,
        Action action,
        Optional<Label> target,
        int attempt,
        Map<Label, Long> scan,
        Optional<String> digest,
        Optional<Reservation> reservation) {

    /** Of something that no budget bounds. */
    public Intent(
            RequestId request,
            Actor actor,
            Action action,
            Optional<Label> target,
            int attempt,
            Map<Label, Long> scan,
            Optional<String> digest) {
        this(request, actor, action, target, attempt, scan, digest, Optional.empty());
    }
}
