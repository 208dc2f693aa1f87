package portcullis.governance.budget;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a budget stands in its present window.
 *
 * @param resets when the next window begins; empty when none does
 */
public record Standing(Account account, Line line, Optional<Instant> resets) {

    /** Millionths that may still be reserved. */
    public long remaining() {
        return Math.max(0, line.ceiling() - line.settled() - line.reserved());
    }
}
