package portcullis.testkit.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Answers {@code /v1/embeddings}: for each text a vector of 8 values that depends on the text
 * alone, last text first, because the order of an answer is its indexes' business. Takes 64 texts
 * at most.
 */
final class SimulatedVectors {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST = 64;
    private static final int DIMENSION = 8;

    private SimulatedVectors() {}

    /** The answer; empty when there are too many texts. */
    static Optional<String> answer(byte[] request) throws IOException {
        JsonNode asked = JSON.readTree(request);
        List<String> texts = new ArrayList<>();
        if (asked.path("input").isTextual()) {
            texts.add(asked.path("input").asText());
        }
        asked.path("input").forEach(text -> texts.add(text.asText()));
        if (texts.size() > MOST) {
            return Optional.empty();
        }
        boolean compact = asked.path("encoding_format").asText().equals("base64");
        List<JsonNode> entries = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            entries.add(entry(i, texts.get(i), compact));
        }
        Collections.reverse(entries);
        ObjectNode answer = JSON.createObjectNode().put("object", "list");
        answer.putArray("data").addAll(entries);
        answer.put("model", asked.path("model").asText());
        answer.putObject("usage")
                .put("prompt_tokens", texts.size())
                .put("total_tokens", texts.size());
        return Optional.of(JSON.writeValueAsString(answer));
    }

    private static ObjectNode entry(int index, String text, boolean compact) {
        ObjectNode entry = JSON.createObjectNode().put("object", "embedding").put("index", index);
        float[] vector = vector(text);
        if (compact) {
            ByteBuffer bytes =
                    ByteBuffer.allocate(DIMENSION * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(vector);
            entry.put("embedding", Base64.getEncoder().encodeToString(bytes.array()));
        } else {
            ArrayNode numbers = entry.putArray("embedding");
            for (float value : vector) {
                numbers.add(value);
            }
        }
        return entry;
    }

    /** What this vendor answers for a text. */
    static float[] vector(String text) {
        float[] vector = new float[DIMENSION];
        int hash = text.hashCode();
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (hash >> (4 * i) & 15) / 16f - 0.5f;
        }
        return vector;
    }
}
