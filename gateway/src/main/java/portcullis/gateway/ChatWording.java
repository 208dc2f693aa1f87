package portcullis.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import portcullis.kernel.Outcome;

/**
 * Says a masked request of another dialect as an OpenAI chat request, the language that every
 * provider understands. Numbers keep their digits. Refuses what a chat cannot say, naming the
 * field.
 */
public final class ChatWording {
    static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private final ObjectNode chat;

    private ChatWording(ObjectNode chat) {
        this.chat = chat;
    }

    /**
     * The wording of a request that no vendor understands as it stands; empty for one of a dialect
     * that vendors speak.
     *
     * @param masked the whole request in its own dialect, valid JSON
     */
    public static Outcome<Optional<ChatWording>> of(Dialect dialect, byte[] masked) {
        return switch (dialect) {
            case OPENAI_CHAT, ANTHROPIC_MESSAGES, ANTHROPIC_COUNT, OPENAI_EMBEDDINGS ->
                    Outcome.passed(Optional.empty());
            case OPENAI_RESPONSES ->
                    new ResponsesWording(read(masked))
                            .chat()
                            .map(chat -> Optional.of(new ChatWording(chat)));
        };
    }

    /** One JSON document, for a vendor that calls its model so. */
    public byte[] bytes(String model) {
        // the model of a shallow copy: another attempt may ask another one
        ObjectNode said = JSON.createObjectNode();
        said.setAll(chat);
        said.put("model", model);
        try {
            return JSON.writeValueAsBytes(said);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON can be written", e);
        }
    }

    /**
     * The same with more turns at its end.
     *
     * @param turns JSON objects, a comma before each
     */
    public ChatWording with(byte[] turns) {
        byte[] list = Arrays.copyOf(turns, turns.length + 1);
        list[0] = '[';
        list[turns.length] = ']';
        ObjectNode longer = chat.deepCopy();
        try {
            JSON.readTree(list).forEach(longer.withArray("messages")::add);
        } catch (IOException e) {
            throw new IllegalStateException("turns of our own are valid JSON", e);
        }
        return new ChatWording(longer);
    }

    /** The same, bounded to an answer of so many tokens where nothing bounds it yet. */
    public ChatWording capped(long tokens) {
        boolean bounded = chat.hasNonNull("max_completion_tokens") || chat.hasNonNull("max_tokens");
        if (bounded) {
            return this;
        }
        ObjectNode shorter = JSON.createObjectNode();
        shorter.setAll(chat);
        shorter.put("max_completion_tokens", tokens);
        return new ChatWording(shorter);
    }

    private static ObjectNode read(byte[] body) {
        try {
            return (ObjectNode) JSON.readTree(body);
        } catch (IOException e) {
            throw new IllegalStateException("a screened body is valid JSON", e);
        }
    }
}
