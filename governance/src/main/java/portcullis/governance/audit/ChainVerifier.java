package portcullis.governance.audit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import portcullis.kernel.TenantId;

/**
 * Reads a chain from its first entry and finds the first place that is not as it was written: a
 * changed bit, a missing, inserted or moved entry, a wrong link, a cut end. Somebody who can
 * rewrite entries <em>and</em> head consistently is found only with signed checkpoints (GOV-51),
 * which this version does not have.
 */
public final class ChainVerifier {
    private static final int PAGE = 1_000;

    private final AuditLedger ledger;

    public ChainVerifier(AuditLedger ledger) {
        this.ledger = ledger;
    }

    /** Blocks, and throws {@code StoreUnavailable} when the ledger cannot be read. */
    public Verdict verify(TenantId tenant) {
        AuditLedger.Head end = ledger.head(tenant);
        Walk walk = new Walk(tenant);
        while (walk.flaw.isEmpty() && walk.seq < end.size()) {
            List<AuditLedger.Sealed> page = ledger.read(tenant, walk.seq + 1, PAGE);
            if (page.isEmpty()) {
                break;
            }
            for (AuditLedger.Sealed entry : page) {
                if (walk.flaw.isPresent() || walk.seq == end.size()) {
                    break;
                }
                walk.step(entry);
            }
        }
        return walk.end(end);
    }

    /** One reading of one chain, entry by entry. */
    private static final class Walk {
        private final TenantId tenant;
        private final Map<String, Long> open = new HashMap<>();
        private long seq;
        private String leaf = Leaf.EMPTY;
        private long intents;
        private long receipts;
        private long beyond;
        private Optional<Verdict.Broken> flaw = Optional.empty();

        Walk(TenantId tenant) {
            this.tenant = tenant;
        }

        void step(AuditLedger.Sealed sealed) {
            Optional<Entry> entry =
                    Entry.read(sealed.body()).filter(read -> read.tenant().equals(tenant));
            flaw = fault(sealed, entry).map(found -> new Verdict.Broken(seq + 1, found));
            if (flaw.isEmpty()) {
                seq++;
                leaf = sealed.leaf();
                entry.ifPresent(this::count);
            }
        }

        private Optional<Flaw> fault(AuditLedger.Sealed sealed, Optional<Entry> entry) {
            if (sealed.seq() != seq + 1) {
                return Optional.of(Flaw.OUT_OF_SEQUENCE);
            }
            if (!Leaf.of(sealed.body()).equals(sealed.leaf())) {
                return Optional.of(Flaw.WRONG_LEAF);
            }
            if (entry.isEmpty()) {
                return Optional.of(Flaw.UNREADABLE);
            }
            if (entry.get().number("seq") != seq + 1) {
                return Optional.of(Flaw.OUT_OF_SEQUENCE);
            }
            return entry.get().text("prev").equals(leaf)
                    ? Optional.empty()
                    : Optional.of(Flaw.WRONG_PREVIOUS);
        }

        private void count(Entry entry) {
            String request = entry.text("request");
            switch (entry.text("kind")) {
                case Draft.INTENT -> {
                    intents++;
                    open.merge(request, 1L, Long::sum);
                }
                case Draft.RECEIPT -> {
                    receipts++;
                    Long begun = open.remove(request);
                    beyond += entry.number("attempts") > (begun == null ? 0 : begun) ? 1 : 0;
                }
                default -> {
                    // Kinds of later versions are part of the chain and have no partner.
                }
            }
        }

        Verdict end(AuditLedger.Head head) {
            if (flaw.isEmpty() && seq < head.size()) {
                flaw = Optional.of(new Verdict.Broken(seq + 1, Flaw.WRONG_END));
            } else if (flaw.isEmpty() && !leaf.equals(head.leaf())) {
                flaw = Optional.of(new Verdict.Broken(seq, Flaw.WRONG_END));
            }
            long unfinished = open.values().stream().mapToLong(Long::longValue).sum();
            return new Verdict(seq, intents, receipts, unfinished, beyond, flaw);
        }
    }
}
