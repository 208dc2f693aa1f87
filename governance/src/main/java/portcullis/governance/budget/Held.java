package portcullis.governance.budget;

import java.util.List;
import java.util.Optional;
import portcullis.kernel.Label;

/**
 * A reservation as it is kept until it is settled.
 *
 * @param target whom the attempt asks
 */
public record Held(Costs.Sent sent, long micros, Optional<Label> target, List<Account> accounts) {
    public Held {
        accounts = List.copyOf(accounts);
    }
}
