package portcullis.disclosure.reveal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import portcullis.disclosure.note.ScanId;
import portcullis.kernel.KeyId;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;

/**
 * A request to see one kept value.
 *
 * @param number of its row, for paging
 * @param finding place of the finding in the scan's list
 * @param reason sealed where it is kept
 * @param decision empty while nobody decided
 * @param used when the value was shown; it is shown once
 */
public record AccessRequest(
        AccessId id,
        long number,
        TenantId tenant,
        ScanId scan,
        int finding,
        KeyId requester,
        SensitiveText reason,
        Instant created,
        Optional<Decision> decision,
        Optional<Instant> used) {
    /** How long a request waits for its decision. */
    public static final Duration WAITS = Duration.ofHours(24);

    /** How long a token works after the decision (screening specification, section 9). */
    public static final Duration TOKEN = Duration.ofMinutes(15);

    /** What somebody else decided. */
    public record Decision(KeyId by, boolean approved, Instant at) {}

    /** Where a request stands. */
    public enum State {
        PENDING,
        APPROVED,
        REJECTED,
        USED,
        EXPIRED
    }

    public State state(Instant now) {
        if (used.isPresent()) {
            return State.USED;
        }
        if (decision.isEmpty()) {
            return now.isBefore(created.plus(WAITS)) ? State.PENDING : State.EXPIRED;
        }
        if (!decision.get().approved()) {
            return State.REJECTED;
        }
        return now.isBefore(decision.get().at().plus(TOKEN)) ? State.APPROVED : State.EXPIRED;
    }
}
