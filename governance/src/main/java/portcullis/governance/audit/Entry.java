package portcullis.governance.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import portcullis.governance.budget.Costs;
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

    /** What the entry settles, by attempt. */
    Optional<Costs> costs() {
        if (!(fields.get("settled") instanceof Map<?, ?> settled)) {
            return Optional.empty();
        }
        SortedMap<Integer, Long> costs = new TreeMap<>();
        settled.forEach(
                (attempt, cost) -> costs.put(Integer.valueOf((String) attempt), (Long) cost));
        return Optional.of(new Costs(costs));
    }

    Draft asDraft() {
        return new Draft(tenant, fields);
    }
}
