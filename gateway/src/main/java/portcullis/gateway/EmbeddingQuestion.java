package portcullis.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import portcullis.gateway.EmbeddingList.Encoding;

/**
 * What a masked embeddings request asks for.
 *
 * @param texts masked, in their order; at least one
 * @param encoding how its caller wants the vectors written
 * @param dimensions how long they shall be, when the caller says so
 */
public record EmbeddingQuestion(List<String> texts, Encoding encoding, OptionalInt dimensions) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public EmbeddingQuestion {
        texts = List.copyOf(texts);
    }

    /** Reads a body that {@code Receiver} understood. */
    public static EmbeddingQuestion of(byte[] masked) {
        try {
            JsonNode root = JSON.readTree(masked);
            List<String> texts = new ArrayList<>();
            JsonNode input = root.path("input");
            if (input.isTextual()) {
                texts.add(input.asText());
            } else {
                input.forEach(text -> texts.add(text.asText()));
            }
            boolean compact = root.path("encoding_format").asText().equals("base64");
            JsonNode dimensions = root.path("dimensions");
            return new EmbeddingQuestion(
                    texts,
                    compact ? Encoding.BASE64 : Encoding.FLOAT,
                    dimensions.isInt() ? OptionalInt.of(dimensions.asInt()) : OptionalInt.empty());
        } catch (IOException broken) {
            throw new UncheckedIOException("a screened body is valid JSON", broken);
        }
    }
}
