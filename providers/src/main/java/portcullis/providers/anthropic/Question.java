package portcullis.providers.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.function.Predicate;
import portcullis.gateway.route.Trouble.Reason;
import portcullis.gateway.route.Trouble.Rejected;
import portcullis.providers.line.Worded;

/**
 * Puts a screened chat request of OpenAI's shape into Anthropic's Messages shape. What Anthropic
 * does not know is left out when it only tunes the answer or keeps books (penalties, seed,
 * reasoning effort, service tier, fields nobody knows); {@code user} and {@code metadata} stay in
 * the house. With a wish that would change what the answer is the request is unsayable: several
 * choices, token probabilities or biases, a JSON format, sound, a search, the old functions.
 */
final class Question {
    static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    /** Anthropic wants a limit; callers who set none get this many tokens. */
    private static final int MOST_TOKENS = 4_096;

    /**
     * Wishes that would change what the answer is. They can be kept only as long as they ask for
     * what happens anyway.
     */
    private static final Map<String, Predicate<JsonNode>> KEPT_ONLY_IF =
            Map.of(
                    "n", value -> value.asInt() == 1,
                    "logprobs", value -> !value.asBoolean(),
                    "top_logprobs", value -> value.asInt() == 0,
                    "logit_bias", JsonNode::isEmpty,
                    "response_format", value -> value.path("type").asText().equals("text"),
                    "modalities",
                            value -> value.size() == 1 && value.path(0).asText().equals("text"),
                    "audio", _ -> false,
                    "functions", JsonNode::isEmpty,
                    "function_call", value -> value.asText().equals("none"),
                    "web_search_options", _ -> false);

    private final JsonNode chat;
    private final ObjectNode question = JSON.createObjectNode();

    private Question(JsonNode chat) {
        this.chat = chat;
    }

    /** Says inside this room that a request cannot be put into the dialect. */
    static final class Beyond extends Exception {
        private static final long serialVersionUID = 1L;

        Beyond() {
            super("beyond the dialect", null, false, false);
        }
    }

    static Worded of(byte[] chat, String model) {
        try {
            return new Worded.Ready(new Question(parsed(chat)).translated(model));
        } catch (Beyond | JsonProcessingException tooMuch) {
            // arguments of a tool call can be nested deeper than can be written
            return unsayable();
        }
    }

    static Worded unsayable() {
        return new Worded.Unsayable(new Rejected(Reason.BAD_REQUEST));
    }

    private static JsonNode parsed(byte[] chat) {
        try {
            return JSON.readTree(chat);
        } catch (IOException broken) {
            throw new IllegalStateException("a screened body is valid JSON", broken);
        }
    }

    private byte[] translated(String model) throws Beyond, JsonProcessingException {
        refuseOtherWishes();
        question.put("model", model);
        question.put("max_tokens", mostTokens());
        new Turns(question).all(chat.path("messages"));
        temperature();
        given("top_p", "top_p");
        given("top_k", "top_k");
        stop();
        tools();
        if (chat.path("stream").asBoolean()) {
            question.put("stream", true);
        }
        return JSON.writeValueAsBytes(question);
    }

    private void refuseOtherWishes() throws Beyond {
        for (Map.Entry<String, JsonNode> field : chat.properties()) {
            JsonNode value = field.getValue();
            require(
                    value.isNull()
                            || KEPT_ONLY_IF.getOrDefault(field.getKey(), _ -> true).test(value));
        }
    }

    private long mostTokens() {
        JsonNode newer = chat.path("max_completion_tokens");
        JsonNode limit = newer.isNumber() ? newer : chat.path("max_tokens");
        return limit.asLong(MOST_TOKENS);
    }

    /** OpenAI's scale goes to 2, Anthropic's to 1. */
    private void temperature() {
        JsonNode given = chat.path("temperature");
        if (given.isNumber()) {
            BigDecimal warmth = given.decimalValue();
            boolean tooWarm = warmth.compareTo(BigDecimal.ONE) > 0;
            BigDecimal bounded = tooWarm ? BigDecimal.ONE : warmth.max(BigDecimal.ZERO);
            question.put("temperature", bounded);
        }
    }

    private void stop() {
        JsonNode stop = chat.path("stop");
        if (stop.isTextual()) {
            question.putArray("stop_sequences").add(stop);
        } else {
            given("stop", "stop_sequences");
        }
    }

    private void given(String name, String here) {
        JsonNode value = chat.path(name);
        if (!value.isMissingNode() && !value.isNull()) {
            question.set(here, value);
        }
    }

    private void tools() throws Beyond {
        JsonNode offered = chat.path("tools");
        JsonNode choice = chat.path("tool_choice");
        if (offered.isEmpty()) {
            require(!choice.isObject() && !choice.asText().equals("required"));
            return;
        }
        ArrayNode tools = question.putArray("tools");
        for (JsonNode tool : offered) {
            tools.add(tool(tool));
        }
        boolean oneByOne = !chat.path("parallel_tool_calls").asBoolean(true);
        if (oneByOne || !(choice.isMissingNode() || choice.isNull())) {
            ObjectNode chosen = choice(choice);
            if (oneByOne && !chosen.path("type").asText().equals("none")) {
                chosen.put("disable_parallel_tool_use", true);
            }
            question.set("tool_choice", chosen);
        }
    }

    private static ObjectNode tool(JsonNode tool) throws Beyond {
        JsonNode function = tool.path("function");
        require(tool.path("type").asText().equals("function") && function.isObject());
        ObjectNode told = JSON.createObjectNode();
        told.set("name", function.path("name"));
        if (function.path("description").isTextual()) {
            told.set("description", function.path("description"));
        }
        if (function.path("strict").asBoolean()) {
            told.put("strict", true);
        }
        JsonNode schema = function.path("parameters");
        if (schema.isObject() && !schema.isEmpty()) {
            told.set("input_schema", schema);
        } else {
            told.putObject("input_schema").put("type", "object").putObject("properties");
        }
        return told;
    }

    private static ObjectNode choice(JsonNode choice) throws Beyond {
        ObjectNode chosen = JSON.createObjectNode();
        JsonNode name = choice.path("function").path("name");
        if (choice.path("type").asText().equals("function") && name.isTextual()) {
            chosen.put("type", "tool").set("name", name);
            return chosen;
        }
        require(!choice.isObject());
        return switch (choice.asText("auto")) {
            case "auto" -> chosen.put("type", "auto");
            case "none" -> chosen.put("type", "none");
            case "required" -> chosen.put("type", "any");
            default -> throw new Beyond();
        };
    }

    static void require(boolean sayable) throws Beyond {
        if (!sayable) {
            throw new Beyond();
        }
    }
}
