package portcullis.providers.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import portcullis.gateway.route.Ask;
import portcullis.gateway.route.Trouble.Reason;
import portcullis.gateway.route.Trouble.Rejected;
import portcullis.providers.line.Worded;

/** The fields of one chat request. Numbers keep their spelling. */
public final class Chat {
    /** Reads and writes without changing a number's spelling. */
    public static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    /** Bookkeeping and hints, which promise nothing about the answer. */
    private static final Set<String> HINTS =
            Set.of(
                    "stream_options",
                    "user",
                    "safety_identifier",
                    "metadata",
                    "store",
                    "service_tier",
                    "prediction",
                    "prompt_cache_key",
                    "prompt_cache_retention",
                    "reasoning_effort",
                    "verbosity");

    private final JsonNode body;

    private Chat(JsonNode body) {
        this.body = body;
    }

    /** Puts a chat into another dialect. */
    public interface Translation {
        ObjectNode of(Chat chat) throws Beyond;
    }

    /** The bytes to send, or that the dialect cannot say what the caller, or a chat, says. */
    public static Worded word(Ask ask, Translation translation) {
        return ask.request()
                .asChat(ask.model())
                .map(body -> word(body, translation))
                .orElseGet(() -> new Worded.Unsayable(new Rejected(Reason.BAD_REQUEST)));
    }

    /** The same for a chat's body. */
    public static Worded word(byte[] body, Translation translation) {
        try {
            return new Worded.Ready(JSON.writeValueAsBytes(translation.of(parsed(body))));
        } catch (Beyond | JsonProcessingException tooMuch) {
            // arguments of a tool call can be nested deeper than can be written
            return new Worded.Unsayable(new Rejected(Reason.BAD_REQUEST));
        }
    }

    private static Chat parsed(byte[] body) {
        try {
            return new Chat(JSON.readTree(body));
        } catch (IOException broken) {
            throw new IllegalStateException("a screened body is valid JSON", broken);
        }
    }

    /** A field; missing when it is not there, and when it is null. */
    public JsonNode field(String name) {
        JsonNode value = body.path(name);
        return value.isNull() ? value.path("") : value;
    }

    public JsonNode messages() {
        return body.path("messages");
    }

    public boolean streamed() {
        return body.path("stream").asBoolean();
    }

    /** The most tokens the answer may have, when the caller says. */
    public OptionalLong mostTokens() {
        JsonNode newer = body.path("max_completion_tokens");
        JsonNode limit = newer.isNumber() ? newer : body.path("max_tokens");
        return limit.isNumber() ? OptionalLong.of(limit.asLong()) : OptionalLong.empty();
    }

    /** Throws when a field is neither said by the dialect, nor a hint, nor asks for nothing. */
    public void onlyWishes(Set<String> said) throws Beyond {
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            String name = field.getKey();
            boolean kept = said.contains(name) || HINTS.contains(name);
            Beyond.unless(kept || field.getValue().isNull() || neutral(name, field.getValue()));
        }
    }

    /** Asks for what happens anyway. */
    private static boolean neutral(String name, JsonNode value) {
        return switch (name) {
            case "n" -> value.asInt() == 1;
            case "logprobs" -> !value.asBoolean();
            case "parallel_tool_calls" -> value.asBoolean();
            case "presence_penalty", "frequency_penalty" ->
                    value.isNumber() && value.decimalValue().signum() == 0;
            case "logit_bias" -> value.isEmpty();
            case "response_format" -> value.path("type").asText().equals("text");
            case "modalities" -> value.size() == 1 && value.path(0).asText().equals("text");
            default -> false;
        };
    }

    /** The text of a message's content: a string, or a list of parts that are texts. */
    public static String text(JsonNode content) throws Beyond {
        if (!content.isArray()) {
            Beyond.unless(content.isTextual() || content.isNull() || content.isMissingNode());
            return content.asText("");
        }
        StringBuilder all = new StringBuilder();
        for (JsonNode part : content) {
            String kind = part.path("type").asText();
            Beyond.unless(kind.equals("text") || kind.equals("refusal"));
            Beyond.unless(part.path(kind).isTextual());
            all.append(part.path(kind).asText());
        }
        return all.toString();
    }

    /** A tool call's arguments as an object; none and an empty text are an empty object. */
    public static JsonNode arguments(JsonNode call) throws Beyond {
        Beyond.unless(call.path("type").asText("function").equals("function"));
        String written = call.path("function").path("arguments").asText("");
        if (written.isBlank()) {
            return JSON.createObjectNode();
        }
        try {
            JsonNode read = JSON.readTree(written);
            Beyond.unless(read.isObject());
            return read;
        } catch (IOException notJson) {
            throw new Beyond();
        }
    }
}
