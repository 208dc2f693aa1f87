package portcullis.governance.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import portcullis.kernel.TenantId;

/** Gives drafts their places: each continues its tenant's chain, in the order they came. */
final class Sealer {
    private final AuditLedger ledger;

    Sealer(AuditLedger ledger) {
        this.ledger = ledger;
    }

    /** Appends all drafts in one transaction, or throws and appends none. */
    void append(List<Draft> drafts) {
        if (drafts.isEmpty()) {
            return;
        }
        SortedSet<TenantId> tenants = new TreeSet<>(Comparator.comparing(TenantId::value));
        drafts.forEach(draft -> tenants.add(draft.tenant()));
        ledger.append(tenants, heads -> seal(drafts, new HashMap<>(heads)));
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
