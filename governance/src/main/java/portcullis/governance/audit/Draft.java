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
import portcullis.kernel.KeyId;
import portcullis.kernel.Label;
import portcullis.kernel.TenantId;

/**
 * An entry without its place in the chain: everything but {@code seq} and {@code prev}. Its fields
 * are ids, names of the configuration, enums, whole numbers and booleans (GOV-47); absent values
 * are left out.
 */
record Draft(TenantId tenant, Map<String, Object> fields) {
    static final String INTENT = "intent";
    static final String RECEIPT = "receipt";

    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    Draft {
        fields = Map.copyOf(fields);
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
        return new Draft(intent.actor().tenant(), fields);
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
        return new Draft(receipt.actor().tenant(), fields);
    }

    /** The receipt of a request whose process died (GOV-46), out of one of its intents. */
    static Draft unknown(Entry intent, long attempts, Instant at) {
        Map<String, Object> fields = new HashMap<>(intent.fields());
        fields.keySet().retainAll(List.of("tenant", "actor", "request", "action", "target"));
        fields.put("kind", RECEIPT);
        fields.put("time", time(at));
        fields.put("decision", Decision.UNKNOWN.name());
        fields.put("attempts", whole(attempts));
        fields.put("inputTokens", 0L);
        fields.put("outputTokens", 0L);
        fields.put("costMicros", 0L);
        fields.put("estimated", true);
        fields.put("tookMicros", 0L);
        return new Draft(intent.tenant(), fields);
    }

    String request() {
        return (String) fields.getOrDefault("request", "");
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
        if (!digest.matches("[0-9a-f]{1,128}")) {
            throw new IllegalArgumentException("a digest is at most 128 lower-case hex digits");
        }
        return digest;
    }
}
