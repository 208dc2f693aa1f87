package portcullis.governance.budget;

import java.util.Optional;
import portcullis.kernel.Label;

/**
 * A ceiling that the operator set.
 *
 * @param name whom it is for: a tenant's name, a key's id, a model's name; empty: each of the scope
 *     has one of its own
 * @param ceilingMicros millionths of the currency, 0 to 10^15
 */
public record Budget(Scope scope, Optional<Label> name, long ceilingMicros, Window window) {
    private static final long MOST = 1_000_000_000_000_000L;

    public Budget {
        if (ceilingMicros < 0 || ceilingMicros > MOST) {
            throw new IllegalArgumentException("a budget is 0 to 1,000,000,000");
        }
    }
}
