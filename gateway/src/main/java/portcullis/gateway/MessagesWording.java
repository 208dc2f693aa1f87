package portcullis.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/**
 * Says a masked Messages request in OpenAI's chat dialect. Left out is what only tunes the answer
 * or keeps books ({@code top_k}, {@code thinking}, {@code metadata}, {@code service_tier}, cache
 * marks, fields nobody knows), and earlier reasoning, which belongs to the vendor that signed it. A
 * tool of the vendor's own making, which has no schema, cannot be said.
 */
public final class MessagesWording {
    private final JsonNode asked;
    private final ObjectNode chat = ChatWording.JSON.createObjectNode();

    private MessagesWording(JsonNode asked) {
        this.asked = asked;
    }

    /**
     * The chat body with this model name.
     *
     * @param masked a request that {@code Receiver} understood
     */
    public static Optional<byte[]> of(byte[] masked, String model) {
        try {
            MessagesWording wording = new MessagesWording(ChatWording.JSON.readTree(masked));
            return wording.sayable() ? Optional.of(wording.said(model)) : Optional.empty();
        } catch (IOException broken) {
            throw new IllegalStateException("a screened body is valid JSON", broken);
        }
    }

    private boolean sayable() {
        for (JsonNode tool : asked.path("tools")) {
            if (!tool.path("type").asText("custom").equals("custom")) {
                return false;
            }
        }
        return true;
    }

    private byte[] said(String model) throws JsonProcessingException {
        chat.put("model", model);
        ArrayNode messages = chat.putArray("messages");
        instruct(messages);
        new MessagesTurns(messages).all(asked.path("messages"));
        given("max_tokens", "max_completion_tokens");
        given("temperature", "temperature");
        given("top_p", "top_p");
        given("stop_sequences", "stop");
        tools();
        format();
        if (asked.path("stream").asBoolean()) {
            chat.put("stream", true).putObject("stream_options").put("include_usage", true);
        }
        return ChatWording.JSON.writeValueAsBytes(chat);
    }

    private void instruct(ArrayNode messages) {
        String text = MessagesTurns.joined(asked.path("system"), "\n");
        if (!text.isBlank()) {
            messages.addObject().put("role", "system").put("content", text);
        }
    }

    private void given(String name, String there) {
        JsonNode value = asked.path(name);
        boolean empty = value.isArray() && value.isEmpty();
        if (!value.isMissingNode() && !value.isNull() && !empty) {
            chat.set(there, value);
        }
    }

    private void tools() {
        JsonNode offered = asked.path("tools");
        if (offered.isEmpty()) {
            return;
        }
        ArrayNode tools = chat.putArray("tools");
        for (JsonNode tool : offered) {
            function(tool, tools.addObject().put("type", "function").putObject("function"));
        }
        choose(asked.path("tool_choice"));
    }

    private static void function(JsonNode tool, ObjectNode function) {
        function.set("name", tool.path("name"));
        if (tool.path("description").isTextual()) {
            function.set("description", tool.path("description"));
        }
        if (tool.path("input_schema").isObject()) {
            function.set("parameters", tool.path("input_schema"));
        }
        if (tool.path("strict").asBoolean()) {
            function.put("strict", true);
        }
    }

    private void choose(JsonNode choice) {
        switch (choice.path("type").asText()) {
            case "auto", "none" -> chat.put("tool_choice", choice.path("type").asText());
            case "any" -> chat.put("tool_choice", "required");
            case "tool" ->
                    chat.putObject("tool_choice")
                            .put("type", "function")
                            .putObject("function")
                            .set("name", choice.path("name"));
            default -> {
                // without a choice the model decides, in both dialects
            }
        }
        if (choice.path("disable_parallel_tool_use").asBoolean()) {
            chat.put("parallel_tool_calls", false);
        }
    }

    private void format() {
        JsonNode newer = asked.path("output_config").path("format");
        JsonNode format = newer.isObject() ? newer : asked.path("output_format");
        if (format.path("type").asText().equals("json_schema")) {
            chat.putObject("response_format")
                    .put("type", "json_schema")
                    .putObject("json_schema")
                    .put("name", "answer")
                    .put("strict", true)
                    .set("schema", format.path("schema"));
        }
    }
}
