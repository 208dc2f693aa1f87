package portcullis.governance.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import portcullis.governance.budget.Call;
import portcullis.governance.budget.Costs;
import portcullis.governance.budget.Held;
import portcullis.governance.budget.Reservation;
import portcullis.kernel.KeyId;
import portcullis.kernel.Label;
import portcullis.kernel.TenantId;

/**
 * An entry without its place in the chain: everything but {@code seq} and {@code prev}. Its fields
 * are ids, names of the configuration, enums, whole numbers and booleans (GOV-47); absent values
 * are left out.
 *
 * @param reservation what must be held before the entry may be written
 */
record Draft(TenantId tenant, Map<String, Object> fields, Optional<Reservation> reservation) {
    private static final String DIGITS = "0123456789abcdef";
    static final String INTENT = "intent";
    static final String RECEIPT = "receipt";
    static final String SETTLEMENT = "settlement";

    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    Draft {
        fields = Map.copyOf(fields);
    }

    Draft(TenantId tenant, Map<String, Object> fields) {
        this(tenant, fields, Optional.empty());
    }

    static Draft of(Intent intent, Instant at) {
        Map<String, Object> fields = common(INTENT, intent.actor(), at);
        fields.put("request", intent.request().value());
        fields.put("action", intent.action().name());
        intent.target().ifPresent(target -> fields.put("target", target.value()));
        fields.put("attempt", whole(intent.attempt()));
        Map<String, Object> scan = new HashMap<>();
        for (Map.Entry<Label, Long> count : intent.scan().entrySet()) {
            scan.put(count.getKey().value(), whole(count.getValue()));
        }
        fields.put("scan", Map.copyOf(scan));
        intent.digest().ifPresent(digest -> fields.put("digest", hex(digest)));
        intent.reservation().ifPresent(held -> fields.putAll(money(held)));
        return new Draft(intent.actor().tenant(), fields, intent.reservation());
    }

    private static Map<String, Object> money(Reservation held) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("reservedMicros", whole(held.micros()));
        settle(fields, held.earlier());
        return fields;
    }

    private static void settle(Map<String, Object> fields, Costs costs) {
        if (!costs.byAttempt().isEmpty()) {
            fields.put("settled", written(costs));
        }
    }

    /** {@code {"tenant/request/attempt": micros}}. */
    private static Map<String, Object> written(Costs costs) {
        Map<String, Object> written = new HashMap<>();
        costs.byAttempt()
                .forEach(
                        (sent, cost) ->
                                written.put(
                                        sent.call().tenant()
                                                + "/"
                                                + sent.call().request()
                                                + "/"
                                                + sent.attempt(),
                                        whole(cost)));
        return Map.copyOf(written);
    }

    static Draft of(Receipt receipt, Instant at) {
        Map<String, Object> fields = common(RECEIPT, receipt.actor(), at);
        fields.put("request", receipt.request().value());
        fields.put("action", receipt.action().name());
        fields.put("decision", receipt.decision().name());
        receipt.refusal().ifPresent(code -> fields.put("refusal", code.name()));
        receipt.target().ifPresent(target -> fields.put("target", target.value()));
        fields.put("attempts", whole(receipt.attempts()));
        fields.put("inputTokens", whole(receipt.inputTokens()));
        fields.put("outputTokens", whole(receipt.outputTokens()));
        fields.put("costMicros", whole(receipt.costMicros()));
        fields.put("estimated", receipt.estimated());
        fields.put("tookMicros", whole(micros(receipt.took())));
        settle(fields, receipt.costs());
        return new Draft(receipt.actor().tenant(), fields);
    }

    /**
     * The receipt of a request whose process died (GOV-46), out of its intents. What nobody settled
     * before counts as if it had cost all that was reserved (GOV-33).
     */
    static Draft unknown(List<Entry> intents, Instant at) {
        Entry intent = intents.getFirst();
        Map<Costs.Sent, Long> held = new HashMap<>();
        for (Entry one : intents) {
            if (one.number("reservedMicros") >= 0) {
                held.put(one.sent(), one.number("reservedMicros"));
            }
        }
        intents.forEach(one -> held.putAll(one.costs().byAttempt()));
        Costs costs = new Costs(held);
        Map<String, Object> fields = new HashMap<>(intent.fields());
        fields.keySet().retainAll(List.of("tenant", "actor", "request", "action", "target"));
        fields.put("kind", RECEIPT);
        fields.put("time", time(at));
        fields.put("decision", Decision.UNKNOWN.name());
        fields.put("attempts", whole(intents.size()));
        fields.put("inputTokens", 0L);
        fields.put("outputTokens", 0L);
        fields.put("costMicros", whole(held.values().stream().mapToLong(Long::longValue).sum()));
        fields.put("estimated", true);
        fields.put("tookMicros", 0L);
        settle(fields, costs);
        return new Draft(intent.tenant(), fields);
    }

    /**
     * Settles what a dead process held for a request that has its receipt already: at the whole
     * reservation, and marked as estimated (GOV-33).
     */
    static Draft orphan(Held held, Instant at) {
        Map<String, Object> fields = new HashMap<>();
        Call call = held.sent().call();
        fields.put("kind", SETTLEMENT);
        fields.put("tenant", call.tenant().value());
        fields.put("time", time(at));
        fields.put("request", call.request().value());
        fields.put("attempt", whole(held.sent().attempt()));
        held.target().ifPresent(target -> fields.put("target", target.value()));
        fields.put("costMicros", whole(held.micros()));
        fields.put("estimated", true);
        settle(fields, new Costs(Map.of(held.sent(), held.micros())));
        return new Draft(call.tenant(), fields);
    }

    String request() {
        return (String) fields.getOrDefault("request", "");
    }

    /** What this entry settles. */
    Costs costs() {
        return new Entry(tenant, fields).costs();
    }

    /** The whole body, once the entry has a place. */
    byte[] body(long seq, String prev) {
        Map<String, Object> all = new HashMap<>(fields);
        all.put("seq", seq);
        all.put("prev", prev);
        return CanonicalJson.bytes(all);
    }

    private static Map<String, Object> common(String kind, Actor actor, Instant at) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("kind", kind);
        fields.put("tenant", actor.tenant().value());
        fields.put("actor", actorName(actor.key()));
        fields.put("time", time(at));
        return fields;
    }

    static String actorName(Optional<KeyId> key) {
        return key.map(KeyId::value).orElse("operator");
    }

    private static String time(Instant at) {
        return MICROSECONDS.format(at);
    }

    /** A provider may report any number; one that JSON cannot hold is cut to the largest it can. */
    private static long whole(long number) {
        return Math.clamp(number, 0, CanonicalJson.LARGEST);
    }

    private static long micros(Duration span) {
        return span.toSeconds() > CanonicalJson.LARGEST / 1_000_000
                ? CanonicalJson.LARGEST
                : span.toNanos() / 1_000;
    }

    /** Digests are the one string here that is not an id or a name, so its shape is checked. */
    private static String hex(String digest) {
        boolean isHex = digest.chars().allMatch(unit -> DIGITS.indexOf(unit) >= 0);
        if (!isHex || digest.isEmpty() || digest.length() > 128) {
            throw new IllegalArgumentException("a digest is at most 128 lower-case hex digits");
        }
        return digest;
    }
}
