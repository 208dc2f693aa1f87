package portcullis.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import portcullis.kernel.FieldPath;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;

/**
 * Puts one responses request into the words of a chat: instructions become the first message, items
 * become messages, function calls that follow each other become the calls of one message. Reasoning
 * items are left out, because a chat has no place for them; so are the fields that say what this
 * house keeps ({@code store}, {@code metadata}, {@code previous_response_id}).
 */
final class ResponsesWording {
    /** Fields that mean the same in both dialects. */
    private static final Set<String> SAME =
            Set.of(
                    "temperature",
                    "top_p",
                    "parallel_tool_calls",
                    "service_tier",
                    "prompt_cache_key",
                    "safety_identifier",
                    "user");

    private final JsonNode request;
    private final ObjectNode chat = ChatWording.JSON.createObjectNode();
    private final ArrayNode messages = chat.putArray("messages");
    private final List<Refusal> refusals = new ArrayList<>();

    ResponsesWording(JsonNode request) {
        this.request = request;
    }

    Outcome<ObjectNode> chat() {
        if (isGiven(request.path("instructions"))) {
            said("system", request.path("instructions"));
        }
        input();
        SAME.stream().sorted().forEach(name -> given(request.path(name), chat, name));
        given(request.path("max_output_tokens"), chat, "max_completion_tokens");
        given(request.path("reasoning").path("effort"), chat, "reasoning_effort");
        given(request.path("text").path("verbosity"), chat, "verbosity");
        format(request.path("text").path("format"));
        tools();
        if (request.path("stream").asBoolean()) {
            chat.put("stream", true).putObject("stream_options").put("include_usage", true);
        }
        return refusals.isEmpty() ? Outcome.passed(chat) : Outcome.refused(refusals.getFirst());
    }

    private void input() {
        JsonNode input = request.path("input");
        if (input.isTextual()) {
            said("user", input);
            return;
        }
        int index = 0;
        for (JsonNode item : input) {
            item(item, FieldPath.field("input").at(index++));
        }
        if (messages.isEmpty()) {
            refusals.add(Refusal.of(RefusalCode.INVALID_VALUE).at(FieldPath.field("input")));
        }
    }

    private void item(JsonNode item, FieldPath at) {
        switch (item.path("type").asText("message")) {
            case "function_call" -> call(item, at);
            case "function_call_output" -> result(item, at);
            case "reasoning" -> {}
            default -> message(item, at);
        }
    }

    private void message(JsonNode item, FieldPath at) {
        if (has(item, at, "role", "content")) {
            said(item.path("role").asText(), content(item.path("content")));
        }
    }

    private void said(String role, JsonNode content) {
        messages.addObject().put("role", role).set("content", content);
    }

    /** A text stays one; a single part becomes one, which every vendor understands. */
    private static JsonNode content(JsonNode content) {
        if (!content.isArray()) {
            return content;
        }
        ArrayNode parts = ChatWording.JSON.createArrayNode();
        for (JsonNode part : content) {
            if (part.path("type").asText().equals("refusal")) {
                parts.addObject().put("type", "refusal").set("refusal", part.path("refusal"));
            } else {
                parts.addObject().put("type", "text").set("text", part.path("text"));
            }
        }
        boolean oneText = parts.size() == 1 && parts.path(0).has("text");
        return oneText ? parts.path(0).path("text") : parts;
    }

    private void call(JsonNode item, FieldPath at) {
        if (!has(item, at, "call_id", "name", "arguments")) {
            return;
        }
        ObjectNode call = calls().addObject();
        call.set("id", item.path("call_id"));
        call.put("type", "function");
        ObjectNode function = call.putObject("function");
        function.set("name", item.path("name"));
        function.set("arguments", item.path("arguments"));
    }

    /** The calls of the model's last turn, which is still open while no result follows it. */
    private ArrayNode calls() {
        JsonNode last = messages.path(messages.size() - 1);
        ObjectNode turn =
                last.path("role").asText().equals("assistant")
                        ? (ObjectNode) last
                        : messages.addObject().put("role", "assistant").putNull("content");
        return turn.withArray("tool_calls");
    }

    private void result(JsonNode item, FieldPath at) {
        if (has(item, at, "call_id", "output")) {
            ObjectNode result = messages.addObject().put("role", "tool");
            result.set("tool_call_id", item.path("call_id"));
            result.set("content", content(item.path("output")));
        }
    }

    private void format(JsonNode format) {
        switch (format.path("type").asText("text")) {
            case "text" -> {}
            case "json_schema" -> {
                ObjectNode told = chat.putObject("response_format").put("type", "json_schema");
                ObjectNode schema = told.putObject("json_schema");
                for (String name : List.of("name", "description", "schema", "strict")) {
                    given(format.path(name), schema, name);
                }
            }
            default -> chat.putObject("response_format").set("type", format.path("type"));
        }
    }

    private void tools() {
        JsonNode tools = request.path("tools");
        if (tools.isEmpty()) {
            return;
        }
        ArrayNode told = chat.putArray("tools");
        int index = 0;
        for (JsonNode tool : tools) {
            FieldPath at = FieldPath.field("tools").at(index++);
            if (has(tool, at, "type", "name")) {
                tool(tool, told.addObject().put("type", "function").putObject("function"));
            }
        }
        JsonNode choice = request.path("tool_choice");
        if (choice.isObject()) {
            ObjectNode chosen = chat.putObject("tool_choice").put("type", "function");
            chosen.putObject("function").set("name", choice.path("name"));
        } else {
            given(choice, chat, "tool_choice");
        }
    }

    private static void tool(JsonNode tool, ObjectNode function) {
        for (String name : List.of("name", "description", "parameters", "strict")) {
            given(tool.path(name), function, name);
        }
    }

    private boolean has(JsonNode holder, FieldPath at, String... names) {
        for (String name : names) {
            if (!isGiven(holder.path(name))) {
                refusals.add(Refusal.of(RefusalCode.MISSING_FIELD).at(at.then(name)));
                return false;
            }
        }
        return true;
    }

    private static void given(JsonNode value, ObjectNode to, String name) {
        if (isGiven(value)) {
            to.set(name, value);
        }
    }

    private static boolean isGiven(JsonNode value) {
        return !value.isMissingNode() && !value.isNull();
    }
}
