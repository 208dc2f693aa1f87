package portcullis.governance.audit;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import portcullis.governance.budget.Held;
import portcullis.kernel.TenantId;

/** Closes what an earlier process left open: its spool, then its unfinished intents (GOV-46). */
final class Recovery {
    private static final int PAGE = 10_000;
    private static final int TAIL = 2_048;

    private final AuditLedger ledger;
    private final Sealer sealer;
    private final Spool spool;
    private final Clock clock;

    Recovery(AuditLedger ledger, Sealer sealer, Spool spool, Clock clock) {
        this.ledger = ledger;
        this.sealer = sealer;
        this.spool = spool;
        this.clock = clock;
    }

    Recovered recover(Instant before) {
        Recovered recovered = new Recovered(drain(), unknown(before));
        settle();
        return recovered;
    }

    /** The intents are closed; what is still held belonged to requests with a receipt. */
    private void settle() {
        List<Held> orphans = ledger.orphans(PAGE);
        Instant now = clock.instant();
        sealer.append(orphans.stream().map(one -> Draft.orphan(one, now)).toList());
    }

    /**
     * Appends the spool to the ledger, oldest first; returns how many receipts. A receipt that is
     * there already is left out: a crash may come between a commit and the removal of its segment,
     * and a lost connection may hide a commit that did happen.
     */
    long drain() {
        long appended = 0;
        while (!spool.isEmpty()) {
            List<Draft> missing = new ArrayList<>(spool.oldest());
            Map<TenantId, Set<String>> written = new HashMap<>();
            missing.removeIf(
                    draft ->
                            written.computeIfAbsent(draft.tenant(), this::lastReceipts)
                                    .contains(draft.request()));
            sealer.append(missing);
            spool.dropOldest();
            appended += missing.size();
        }
        return appended;
    }

    private Set<String> lastReceipts(TenantId tenant) {
        long size = ledger.head(tenant).size();
        Set<String> requests = new HashSet<>();
        for (AuditLedger.Sealed sealed : ledger.read(tenant, Math.max(1, size - TAIL + 1), TAIL)) {
            Entry.read(sealed.body())
                    .filter(entry -> entry.text("kind").equals(Draft.RECEIPT))
                    .ifPresent(entry -> requests.add(entry.text("request")));
        }
        return requests;
    }

    private long unknown(Instant before) {
        Set<String> closed = new HashSet<>();
        while (true) {
            Map<String, List<Entry>> open = open(ledger.unfinished(before, PAGE));
            if (open.isEmpty()) {
                return closed.size();
            }
            if (!closed.addAll(open.keySet())) {
                throw new IllegalStateException("a receipt does not finish its request");
            }
            Instant now = clock.instant();
            sealer.append(
                    open.values().stream().map(intents -> Draft.unknown(intents, now)).toList());
        }
    }

    /** The intents of each request that has no receipt. */
    private static Map<String, List<Entry>> open(List<AuditLedger.Sealed> intents) {
        Map<String, List<Entry>> open = new LinkedHashMap<>();
        for (AuditLedger.Sealed sealed : intents) {
            Entry intent =
                    Entry.read(sealed.body())
                            .orElseThrow(() -> new IllegalStateException("an unreadable intent"));
            open.computeIfAbsent(intent.text("request"), _ -> new ArrayList<>()).add(intent);
        }
        return open;
    }
}
