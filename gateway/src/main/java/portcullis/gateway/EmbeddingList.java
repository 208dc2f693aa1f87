package portcullis.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The vectors of some texts, in the order of the texts: the answer to an embeddings request in
 * OpenAI's shape.
 *
 * @param vectors one for each text; all of the same dimension, every value finite
 * @param tokens of all texts, as the vendor counted them
 */
public record EmbeddingList(List<float[]> vectors, OptionalLong tokens) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public EmbeddingList {
        vectors = List.copyOf(vectors);
    }

    /** How a vector is written. */
    public enum Encoding {
        /** A list of numbers. */
        FLOAT,
        /** The base64 text of its 32-bit floats, least significant byte first. */
        BASE64
    }

    /**
     * Reads an answer whose vectors may come in either encoding and in any order.
     *
     * @param expected how many texts were asked about
     * @return empty when it is not the complete answer
     */
    public static Optional<EmbeddingList> read(byte[] document, int expected) {
        try {
            JsonNode root = JSON.readTree(document);
            float[][] vectors = new float[expected][];
            for (JsonNode entry : root.path("data")) {
                int index = entry.path("index").asInt(-1);
                if (index < 0 || index >= expected || vectors[index] != null) {
                    return Optional.empty();
                }
                vectors[index] = vector(entry.path("embedding"));
            }
            return complete(vectors)
                    ? Optional.of(new EmbeddingList(List.of(vectors), tokens(root)))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException broken) {
            return Optional.empty();
        }
    }

    private static OptionalLong tokens(JsonNode root) {
        JsonNode tokens = root.path("usage").path("prompt_tokens");
        return tokens.canConvertToLong()
                ? OptionalLong.of(Math.max(0, tokens.asLong()))
                : OptionalLong.empty();
    }

    private static boolean complete(float[][] vectors) {
        for (float[] vector : vectors) {
            if (vector == null || vector.length == 0 || vector.length != vectors[0].length) {
                return false;
            }
            for (float value : vector) {
                if (!Float.isFinite(value)) {
                    return false;
                }
            }
        }
        return vectors.length > 0;
    }

    private static float[] vector(JsonNode embedding) {
        if (embedding.isTextual()) {
            return decoded(embedding.asText());
        }
        float[] vector = new float[embedding.size()];
        for (int i = 0; i < vector.length; i++) {
            JsonNode value = embedding.path(i);
            vector[i] = value.isNumber() ? (float) value.asDouble() : Float.NaN;
        }
        return vector;
    }

    private static float[] decoded(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64.getBytes(US_ASCII));
        if (bytes.length % Float.BYTES != 0) {
            throw new IllegalArgumentException("not a list of 32-bit floats");
        }
        float[] vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        return vector;
    }

    /** Both, one after the other. */
    EmbeddingList plus(EmbeddingList more) {
        List<float[]> all = new ArrayList<>(vectors);
        all.addAll(more.vectors);
        boolean counted = tokens.isPresent() && more.tokens.isPresent();
        return new EmbeddingList(
                all,
                counted
                        ? OptionalLong.of(tokens.getAsLong() + more.tokens.getAsLong())
                        : OptionalLong.empty());
    }

    /**
     * One document in OpenAI's shape.
     *
     * @param counted tokens to show when the vendor counted none
     */
    public byte[] document(Encoding encoding, String model, long counted) {
        ObjectNode list = JSON.createObjectNode().put("object", "list");
        ArrayNode data = list.putArray("data");
        for (int i = 0; i < vectors.size(); i++) {
            ObjectNode entry = data.addObject().put("object", "embedding").put("index", i);
            write(vectors.get(i), encoding, entry);
        }
        list.put("model", model);
        long used = tokens.orElse(counted);
        list.putObject("usage").put("prompt_tokens", used).put("total_tokens", used);
        try {
            return JSON.writeValueAsBytes(list);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
    }

    private static void write(float[] vector, Encoding encoding, ObjectNode entry) {
        switch (encoding) {
            case FLOAT -> {
                ArrayNode numbers = entry.putArray("embedding");
                for (float value : vector) {
                    numbers.add(value);
                }
            }
            case BASE64 -> {
                ByteBuffer bytes =
                        ByteBuffer.allocate(vector.length * Float.BYTES)
                                .order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(vector);
                entry.put("embedding", Base64.getEncoder().encodeToString(bytes.array()));
            }
        }
    }
}
