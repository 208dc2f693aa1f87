package portcullis.governance.budget;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import portcullis.kernel.Label;
import portcullis.kernel.TenantId;

/**
 * The accounts inside a transaction of the audit ledger, which holds the chain heads of every
 * tenant that is touched: two transactions never see the same account. Blocks and throws {@code
 * StoreUnavailable} like the ledger.
 */
public interface BudgetBook {

    /**
     * Locks accounts in the order of their ids and reads what is needed of them.
     *
     * @param sent attempts whose reservations will be settled or made
     * @param claimed accounts that something will be held in
     * @return lines of {@code claimed} and of the reservations' accounts, where they exist
     */
    Opened open(Set<Costs.Sent> sent, SortedSet<Account> claimed);

    /** Writes what the batch changed. */
    void write(Changes changes);

    /**
     * What stands in the book.
     *
     * @param closed targets that a tenant may not ask with money until an incident is acknowledged
     */
    record Opened(List<Held> held, Map<Account, Line> lines, Set<Closed> closed) {
        public Opened {
            held = List.copyOf(held);
            lines = Map.copyOf(lines);
            closed = Set.copyOf(closed);
        }
    }

    /** A target that is closed for a tenant. */
    record Closed(TenantId tenant, Label target) {}

    /** What a batch did: lines as they are now, reservations that are gone and that are new. */
    record Changes(
            Map<Account, Line> lines, List<Held> gone, List<Held> made, List<Incident> incidents) {
        public Changes {
            lines = Map.copyOf(lines);
            gone = List.copyOf(gone);
            made = List.copyOf(made);
            incidents = List.copyOf(incidents);
        }
    }
}
