package portcullis.governance.audit;

import java.time.Duration;
import portcullis.kernel.Label;

/**
 * The processes that share a ledger, and which of them live. A process that says nothing for some
 * time is dead; what it left open is closed by another one at most 60 s later (GOV-33, GOV-46).
 */
public interface Presence {

    /** This process, by a name that no other one ever had. */
    Label self();

    /** How often a process says that it lives. */
    Duration every();

    /** Says that this process lives; blocks and throws {@code StoreUnavailable}. */
    void beat();

    /** A process has ended: what it left open may be closed at once. */
    void ended(Label process);
}
