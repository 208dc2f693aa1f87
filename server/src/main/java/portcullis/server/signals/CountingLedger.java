package portcullis.server.signals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import portcullis.governance.audit.AuditLedger;
import portcullis.governance.audit.Presence;
import portcullis.governance.budget.Held;
import portcullis.kernel.TenantId;

/** Counts entries that became durable; hands everything on unchanged. */
public final class CountingLedger implements AuditLedger {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String VERDICT = "scan.verdict.";
    private final AuditLedger ledger;
    private final Metrics metrics;

    public CountingLedger(AuditLedger ledger, Metrics metrics) {
        this.ledger = ledger;
        this.metrics = metrics;
    }

    @Override
    public void append(SortedSet<TenantId> tenants, Sealing sealing) {
        List<Sealed> sealed = new ArrayList<>();
        ledger.append(
                tenants,
                (heads, book) -> {
                    sealed.clear(); // a transaction that is tried again seals again
                    sealed.addAll(sealing.seal(heads, book));
                    return List.copyOf(sealed);
                });
        sealed.forEach(this::count);
    }

    private void count(Sealed entry) {
        JsonNode body;
        try {
            body = MAPPER.readTree(entry.body());
        } catch (IOException broken) {
            return; // the verifier finds it; counting must not stop the audit
        }
        switch (body.path("kind").asText()) {
            case "intent" -> intent(body);
            case "receipt" ->
                    metrics.count(
                            Metric.AUDIT_RECEIPTS,
                            body.path("decision").asText().toLowerCase(Locale.ROOT));
            default -> {} // checkpoints and the like have no metric
        }
    }

    /** Every attempt of a call repeats the same scan; the first one counts. */
    private void intent(JsonNode body) {
        metrics.count(Metric.AUDIT_INTENTS, "durable");
        JsonNode scan = body.path("scan");
        if (body.path("attempt").asInt() != 1 || scan.isEmpty()) {
            return;
        }
        for (Iterator<String> names = scan.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (name.startsWith(VERDICT)) {
                String verdict = name.substring(VERDICT.length()).toLowerCase(Locale.ROOT);
                metrics.count(Metric.PHI_VERDICTS, verdict);
            }
        }
        Duration took = Duration.ofNanos(scan.path("scan.micros").asLong() * 1000);
        metrics.time(Metric.PHI_SCAN, took);
    }

    @Override
    public List<Sealed> read(TenantId tenant, long fromSeq, int max) {
        return ledger.read(tenant, fromSeq, max);
    }

    @Override
    public List<TenantId> tenants() {
        return ledger.tenants();
    }

    @Override
    public List<Sealed> unfinished(Instant before, int max) {
        return ledger.unfinished(before, max);
    }

    @Override
    public List<Held> orphans(int max) {
        return ledger.orphans(max);
    }

    @Override
    public Optional<Presence> presence() {
        return ledger.presence();
    }

    @Override
    public Head head(TenantId tenant) {
        return ledger.head(tenant);
    }
}
