package portcullis.governance.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import portcullis.governance.budget.Call;
import portcullis.governance.budget.Costs;
import portcullis.kernel.RequestId;
import portcullis.kernel.TenantId;

/** The body of an entry, read back. */
record Entry(TenantId tenant, Map<String, Object> fields) {
    private static final ObjectReader READER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_LONG_FOR_INTS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build()
                    .readerFor(new TypeReference<Map<String, Object>>() {});

    /** Empty when the bytes are not the body of an entry. */
    static Optional<Entry> read(byte[] body) {
        try {
            Map<String, Object> fields = READER.readValue(body);
            boolean whole = fields != null && !fields.containsValue(null);
            return whole && fields.get("tenant") instanceof String tenant
                    ? Optional.of(new Entry(new TenantId(tenant), Map.copyOf(fields)))
                    : Optional.empty();
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory cannot fail", e);
        }
    }

    String text(String field) {
        return fields.get(field) instanceof String text ? text : "";
    }

    /** −1 when the field is absent or no whole number. */
    long number(String field) {
        return fields.get(field) instanceof Long number ? number : -1;
    }

    /** The attempt that an intent speaks of. */
    Costs.Sent sent() {
        return new Costs.Sent(
                new Call(tenant, new RequestId(text("request"))),
                Math.toIntExact(number("attempt")));
    }

    /** What the entry settles. */
    Costs costs() {
        if (!(fields.get("settled") instanceof Map<?, ?> settled)) {
            return Costs.NONE;
        }
        Map<Costs.Sent, Long> costs = new HashMap<>();
        settled.forEach((sent, cost) -> costs.put(sent((String) sent), (Long) cost));
        return new Costs(costs);
    }

    /** Names of tenants and requests hold no slash. */
    private static Costs.Sent sent(String name) {
        String[] parts = name.split("/", 3);
        return new Costs.Sent(
                new Call(new TenantId(parts[0]), new RequestId(parts[1])),
                Integer.parseInt(parts[2]));
    }

    Draft asDraft() {
        return new Draft(tenant, fields);
    }
}
