package portcullis.governance.audit;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import portcullis.governance.Permission;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.StoreUnavailable;

/**
 * Shows a tenant's entries to those who may read them: all of them with {@code AUDIT_VIEW}, only
 * those of the own key with {@code AUDIT_VIEW_OWN}. Another tenant's chain has no address here.
 */
public final class AuditTrail {
    /** Most entries of one page. */
    public static final int PAGE = 500;

    private final AuditLedger ledger;

    public AuditTrail(AuditLedger ledger) {
        this.ledger = ledger;
    }

    /**
     * A page of entries in order.
     *
     * @param next where the following page begins; empty at the end of the chain. A page of the own
     *     entries may be empty and still have a next one
     */
    public record Page(List<AuditLedger.Sealed> entries, OptionalLong next) {
        public Page {
            entries = List.copyOf(entries);
        }
    }

    /**
     * Entries after a place in the chain; blocks.
     *
     * @param after {@code seq} of the last entry already seen; 0 from the beginning
     * @param max how many entries are looked at, 1 to {@link #PAGE}; others are brought into range
     */
    public Outcome<Page> entries(Permitted caller, long after, int max) {
        Permission granted = caller.permission();
        if (granted == Permission.AUDIT_VIEW) {
            return page(caller, after, max, Optional.empty());
        }
        return granted == Permission.AUDIT_VIEW_OWN
                ? page(caller, after, max, Optional.of(caller.key().value()))
                : Outcome.refused(RefusalCode.FORBIDDEN);
    }

    private Outcome<Page> page(Permitted caller, long after, int max, Optional<String> actor) {
        int size = Math.clamp(max, 1, PAGE);
        try {
            List<AuditLedger.Sealed> read =
                    ledger.read(
                            caller.tenant(), Math.clamp(after, 0, CanonicalJson.LARGEST) + 1, size);
            OptionalLong next =
                    read.size() < size
                            ? OptionalLong.empty()
                            : OptionalLong.of(read.getLast().seq());
            return Outcome.passed(
                    new Page(read.stream().filter(entry -> isOf(entry, actor)).toList(), next));
        } catch (StoreUnavailable e) {
            return Outcome.refused(RefusalCode.STORE_UNAVAILABLE);
        }
    }

    private static boolean isOf(AuditLedger.Sealed entry, Optional<String> actor) {
        return actor.isEmpty()
                || Entry.read(entry.body())
                        .filter(read -> actor.get().equals(read.text("actor")))
                        .isPresent();
    }
}
