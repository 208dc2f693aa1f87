package portcullis.providers.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import portcullis.providers.chat.Beyond;
import portcullis.providers.chat.Chat;

/**
 * Puts a chat into Ollama's shape: settings go to {@code options}, arguments of tools are objects
 * and not texts, and a tool's result names the tool and not the call.
 */
final class Conversation {
    private static final Set<String> SAID =
            Set.of(
                    "model",
                    "messages",
                    "stream",
                    "max_tokens",
                    "max_completion_tokens",
                    "temperature",
                    "top_p",
                    "stop",
                    "seed",
                    "presence_penalty",
                    "frequency_penalty",
                    "response_format",
                    "tools",
                    "tool_choice");

    private static final Set<String> SETTINGS =
            Set.of("temperature", "top_p", "seed", "presence_penalty", "frequency_penalty");

    private final Chat chat;
    private final ObjectNode question = Chat.JSON.createObjectNode();
    private final Map<String, String> toolNames = new HashMap<>();

    Conversation(Chat chat) {
        this.chat = chat;
    }

    ObjectNode question(String model) throws Beyond {
        chat.onlyWishes(SAID);
        question.put("model", model);
        ArrayNode turns = question.putArray("messages");
        for (JsonNode message : chat.messages()) {
            add(turns.addObject(), message);
        }
        Beyond.unless(!turns.isEmpty());
        // left out, an answer would be streamed
        question.put("stream", chat.streamed());
        tools();
        format();
        ObjectNode options = options();
        if (!options.isEmpty()) {
            question.set("options", options);
        }
        return question;
    }

    private void add(ObjectNode turn, JsonNode message) throws Beyond {
        String role = message.path("role").asText();
        String text = Chat.text(message.path("content"));
        switch (role) {
            case "system", "developer" -> turn.put("role", "system").put("content", text);
            case "user" -> turn.put("role", role).put("content", text);
            case "assistant" -> {
                turn.put("role", role);
                turn.put("content", text + Chat.text(message.path("refusal")));
                calls(turn, message);
            }
            case "tool" -> {
                String name = toolNames.get(message.path("tool_call_id").asText());
                Beyond.unless(name != null);
                turn.put("role", role).put("content", text).put("tool_name", name);
            }
            default -> throw new Beyond();
        }
    }

    private void calls(ObjectNode turn, JsonNode message) throws Beyond {
        Beyond.unless(!message.hasNonNull("function_call") && !message.hasNonNull("audio"));
        if (message.path("tool_calls").isEmpty()) {
            return;
        }
        ArrayNode calls = turn.putArray("tool_calls");
        for (JsonNode call : message.path("tool_calls")) {
            String name = call.path("function").path("name").asText();
            toolNames.put(call.path("id").asText(), name);
            calls.addObject()
                    .putObject("function")
                    .put("name", name)
                    .set("arguments", Chat.arguments(call));
        }
    }

    /** A model here calls a tool or does not; nobody can make it. */
    private void tools() throws Beyond {
        JsonNode choice = chat.field("tool_choice");
        String wish = choice.asText("auto");
        Beyond.unless(!choice.isObject() && (wish.equals("auto") || wish.equals("none")));
        if (wish.equals("auto") && !chat.field("tools").isEmpty()) {
            question.set("tools", chat.field("tools"));
        }
    }

    private void format() throws Beyond {
        JsonNode format = chat.field("response_format");
        switch (format.path("type").asText("text")) {
            case "text" -> {}
            case "json_object" -> question.put("format", "json");
            case "json_schema" -> {
                JsonNode schema = format.path("json_schema").path("schema");
                Beyond.unless(schema.isObject());
                question.set("format", schema);
            }
            default -> throw new Beyond();
        }
    }

    private ObjectNode options() {
        ObjectNode options = question.objectNode();
        chat.mostTokens().ifPresent(most -> options.put("num_predict", most));
        for (String name : SETTINGS) {
            JsonNode value = chat.field(name);
            if (value.isNumber()) {
                options.set(name, value);
            }
        }
        JsonNode stop = chat.field("stop");
        if (stop.isTextual()) {
            options.putArray("stop").add(stop);
        } else if (stop.isArray()) {
            options.set("stop", stop);
        }
        return options;
    }
}
