package portcullis.governance.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import portcullis.kernel.EventLog;
import portcullis.kernel.Refusal;
import portcullis.kernel.TenantId;

/** Gives drafts their places: each continues its tenant's chain, in the order they came. */
final class Sealer {
    private final AuditLedger ledger;
    private final EventLog log;

    Sealer(AuditLedger ledger, EventLog log) {
        this.ledger = ledger;
        this.log = log;
    }

    /**
     * Appends the drafts in one transaction, or throws and appends none.
     *
     * @return those that no budget has room for; they are not appended
     */
    Map<Draft, Refusal> append(List<Draft> drafts) {
        if (drafts.isEmpty()) {
            return Map.of();
        }
        SortedSet<TenantId> tenants = new TreeSet<>(Comparator.comparing(TenantId::value));
        for (Draft draft : drafts) {
            tenants.add(draft.tenant());
            // Money is touched only under the head of whose it is.
            draft.costs().byAttempt().keySet().forEach(sent -> tenants.add(sent.call().tenant()));
        }
        AtomicReference<Till> last = new AtomicReference<>(Till.closed());
        ledger.append(
                tenants,
                (heads, book) -> {
                    Till till = Till.open(book, drafts);
                    List<AuditLedger.Sealed> sealed =
                            seal(till.admitted(drafts), new HashMap<>(heads));
                    till.close(book);
                    last.set(till); // a transaction that is tried again begins anew
                    return sealed;
                });
        last.get().events().forEach(log::write);
        return last.get().refused();
    }

    private static List<AuditLedger.Sealed> seal(
            List<Draft> drafts, Map<TenantId, AuditLedger.Head> heads) {
        List<AuditLedger.Sealed> sealed = new ArrayList<>(drafts.size());
        for (Draft draft : drafts) {
            AuditLedger.Head head =
                    heads.getOrDefault(draft.tenant(), new AuditLedger.Head(0, Leaf.EMPTY));
            long seq = head.size() + 1;
            byte[] body = draft.body(seq, head.leaf());
            String leaf = Leaf.of(body);
            sealed.add(new AuditLedger.Sealed(draft.tenant(), seq, body, leaf));
            heads.put(draft.tenant(), new AuditLedger.Head(seq, leaf));
        }
        return sealed;
    }
}
