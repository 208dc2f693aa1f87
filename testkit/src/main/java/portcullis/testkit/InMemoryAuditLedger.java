package portcullis.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import portcullis.governance.audit.AuditLedger;
import portcullis.kernel.StoreUnavailable;
import portcullis.kernel.TenantId;

/** Audit chains in lists, for tests. Can be taken away; after a throw nothing was written. */
public final class InMemoryAuditLedger implements AuditLedger {
    private static final Head EMPTY =
            new Head(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    private final ObjectMapper json = new ObjectMapper();
    private final Map<TenantId, List<Sealed>> chains = new HashMap<>();
    private final InMemoryBudgets budgets = new InMemoryBudgets();
    private boolean away;
    private int appends;

    /** True: every call throws {@code StoreUnavailable} until it is back. */
    public synchronized void away(boolean now) {
        away = now;
    }

    /** The accounts that move with the chains. */
    public InMemoryBudgets budgets() {
        return budgets;
    }

    /** How many transactions were committed. */
    public synchronized int appends() {
        return appends;
    }

    /** All bodies of a tenant in order, parsed. */
    public synchronized List<JsonNode> bodies(TenantId tenant) {
        return chains.getOrDefault(tenant, List.of()).stream().map(this::parse).toList();
    }

    /** All bodies of a tenant of one kind ("intent", "receipt"). */
    public List<JsonNode> bodies(TenantId tenant, String kind) {
        return bodies(tenant).stream()
                .filter(body -> body.path("kind").asText().equals(kind))
                .toList();
    }

    /** Everything that was written, as text, for searches after planted values. */
    public synchronized String dump() {
        return chains.values().stream()
                .flatMap(List::stream)
                .map(entry -> new String(entry.body(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public synchronized void append(SortedSet<TenantId> tenants, Sealing sealing) {
        mustBeHere();
        Map<TenantId, Head> heads = new TreeMap<>(tenants.comparator());
        tenants.forEach(tenant -> heads.put(tenant, headOf(tenant)));
        for (Sealed entry : sealing.seal(heads, budgets)) {
            List<Sealed> chain = chains.computeIfAbsent(entry.tenant(), _ -> new ArrayList<>());
            if (entry.seq() != chain.size() + 1L) {
                throw new IllegalStateException("a gap in the chain");
            }
            chain.add(entry);
        }
        appends++;
    }

    @Override
    public synchronized List<Sealed> read(TenantId tenant, long fromSeq, int max) {
        mustBeHere();
        return chains.getOrDefault(tenant, List.of()).stream()
                .filter(entry -> entry.seq() >= fromSeq)
                .limit(max)
                .toList();
    }

    @Override
    public synchronized List<TenantId> tenants() {
        mustBeHere();
        return List.copyOf(chains.keySet());
    }

    @Override
    public synchronized List<Sealed> unfinished(Instant before, int max) {
        mustBeHere();
        Set<String> finished =
                all().filter(entry -> kind(entry).equals("receipt"))
                        .map(entry -> parse(entry).path("request").asText())
                        .collect(Collectors.toSet());
        return all().filter(entry -> kind(entry).equals("intent"))
                .filter(entry -> Instant.parse(parse(entry).path("time").asText()).isBefore(before))
                .filter(entry -> !finished.contains(parse(entry).path("request").asText()))
                .limit(max)
                .toList();
    }

    private Stream<Sealed> all() {
        return chains.values().stream().flatMap(List::stream);
    }

    private Head headOf(TenantId tenant) {
        List<Sealed> chain = chains.getOrDefault(tenant, List.of());
        return chain.isEmpty() ? EMPTY : new Head(chain.size(), chain.getLast().leaf());
    }

    private String kind(Sealed entry) {
        return parse(entry).path("kind").asText();
    }

    private JsonNode parse(Sealed entry) {
        try {
            return json.readTree(entry.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void mustBeHere() {
        if (away) {
            throw new StoreUnavailable(new IllegalStateException("taken away by the test"));
        }
    }
}
