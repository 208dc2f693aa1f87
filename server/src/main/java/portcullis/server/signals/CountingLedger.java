package portcullis.server.signals;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
    private static final JsonFactory JSON = new JsonFactory();
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
        Look look = new Look();
        try (JsonParser parser = JSON.createParser(entry.body())) {
            parser.nextToken();
            look.object(parser, "");
        } catch (IOException broken) {
            return; // the verifier finds it; counting must not stop the audit
        }
        switch (look.kind) {
            case "intent" -> intent(look);
            case "receipt" -> metrics.count(Metric.AUDIT_RECEIPTS, look.decision);
            default -> {} // checkpoints and the like have no metric
        }
    }

    /** Every attempt of a call repeats the same scan; the first one counts. */
    private void intent(Look look) {
        metrics.count(Metric.AUDIT_INTENTS, "durable");
        if (look.attempt == 1 && look.scanned) {
            look.verdicts.forEach(verdict -> metrics.count(Metric.PHI_VERDICTS, verdict));
            metrics.time(Metric.PHI_SCAN, Duration.ofNanos(look.micros * 1000));
        }
    }

    /** What is counted of one entry. */
    private static final class Look {
        private String kind = "";
        private String decision = "";
        private long attempt;
        private boolean scanned;
        private long micros;
        private final List<String> verdicts = new ArrayList<>();

        void object(JsonParser parser, String inside) throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (parser.nextToken() == JsonToken.START_OBJECT) {
                    object(parser, name);
                } else if (inside.isEmpty()) {
                    field(parser, name);
                } else if (inside.equals("scan")) {
                    scan(parser, name);
                }
            }
        }

        private void field(JsonParser parser, String name) throws IOException {
            switch (name) {
                case "kind" -> kind = parser.getText();
                case "decision" -> decision = parser.getText().toLowerCase(Locale.ROOT);
                case "attempt" -> attempt = parser.getLongValue();
                default -> {} // not counted
            }
        }

        private void scan(JsonParser parser, String name) throws IOException {
            scanned = true;
            if (name.startsWith(VERDICT)) {
                verdicts.add(name.substring(VERDICT.length()).toLowerCase(Locale.ROOT));
            } else if (name.equals("scan.micros")) {
                micros = parser.getLongValue();
            }
        }
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
