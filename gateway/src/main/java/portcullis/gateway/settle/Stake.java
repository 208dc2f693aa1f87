package portcullis.gateway.settle;

import java.util.Optional;
import java.util.OptionalLong;
import portcullis.gateway.Target;
import portcullis.gateway.screen.Screened;
import portcullis.governance.budget.Call;
import portcullis.governance.budget.Costs;
import portcullis.governance.budget.Reservation;

/**
 * One attempt before it is sent: what goes out, and what it may cost at worst. Only the meter of
 * the call makes one.
 *
 * @param request what is sent; when a budget applies, with a bound on the answer
 * @param attempt 1 for the first one of the call
 * @param cap most tokens of the whole answer, when a budget applies
 * @param reservation what must be held before the first byte leaves, when a budget applies
 */
public record Stake(
        Screened request,
        Target target,
        int attempt,
        OptionalLong cap,
        Optional<Reservation> reservation) {

    /** An attempt that no budget bounds. */
    static Stake free(Screened request, Target target, int attempt) {
        return new Stake(request, target, attempt, OptionalLong.empty(), Optional.empty());
    }

    /** The attempt by the name its intent has in the audit. */
    Costs.Sent sent() {
        return new Costs.Sent(new Call(request.tenant(), request.request()), attempt);
    }
}
