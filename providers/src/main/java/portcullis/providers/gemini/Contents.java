package portcullis.providers.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import portcullis.providers.chat.Beyond;
import portcullis.providers.chat.Chat;

/**
 * Puts a chat into Gemini's shape: instructions go to {@code systemInstruction}, the assistant is
 * the {@code model}, results of tools are {@code functionResponse} parts of the user, and
 * neighbours of one role become one turn.
 */
final class Contents {
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

    /** Our name of a setting, and theirs. */
    private static final Map<String, String> SETTINGS =
            Map.of(
                    "temperature", "temperature",
                    "top_p", "topP",
                    "seed", "seed",
                    "presence_penalty", "presencePenalty",
                    "frequency_penalty", "frequencyPenalty");

    private final Chat chat;
    private final ObjectNode question = Chat.JSON.createObjectNode();
    private final ArrayNode turns = question.arrayNode();
    private final ArrayNode instructions = question.arrayNode();
    private final Map<String, String> toolNames = new HashMap<>();

    Contents(Chat chat) {
        this.chat = chat;
    }

    ObjectNode question() throws Beyond {
        chat.onlyWishes(SAID);
        for (JsonNode message : chat.messages()) {
            add(message);
        }
        Beyond.unless(!turns.isEmpty());
        if (!instructions.isEmpty()) {
            question.putObject("systemInstruction").set("parts", instructions);
        }
        question.set("contents", turns);
        tools();
        ObjectNode settings = settings();
        if (!settings.isEmpty()) {
            question.set("generationConfig", settings);
        }
        return question;
    }

    private void add(JsonNode message) throws Beyond {
        String text = Chat.text(message.path("content"));
        switch (message.path("role").asText()) {
            case "system", "developer" -> {
                if (!text.isEmpty()) {
                    instructions.addObject().put("text", text);
                }
            }
            case "user" -> say("user", text);
            case "assistant" -> answer(message, text);
            case "tool" -> result(message, text);
            default -> throw new Beyond();
        }
    }

    private void answer(JsonNode message, String text) throws Beyond {
        Beyond.unless(!message.hasNonNull("function_call") && !message.hasNonNull("audio"));
        say("model", text + Chat.text(message.path("refusal")));
        for (JsonNode call : message.path("tool_calls")) {
            String name = call.path("function").path("name").asText();
            toolNames.put(call.path("id").asText(), name);
            turn("model")
                    .addObject()
                    .putObject("functionCall")
                    .put("name", name)
                    .set("args", Chat.arguments(call));
        }
    }

    /** A result must be an object here; anything else becomes the one field of one. */
    private void result(JsonNode message, String text) throws Beyond {
        String name = toolNames.get(message.path("tool_call_id").asText());
        Beyond.unless(name != null);
        ObjectNode response =
                turn("user").addObject().putObject("functionResponse").put("name", name);
        response.set("response", object(text));
    }

    private static JsonNode object(String text) {
        try {
            JsonNode read = Chat.JSON.readTree(text);
            if (read.isObject()) {
                return read;
            }
        } catch (IOException notJson) {
            // most tools answer in words
        }
        return Chat.JSON.createObjectNode().put("result", text);
    }

    /** A turn without parts would be refused. */
    private void say(String role, String text) {
        if (!text.isEmpty()) {
            turn(role).addObject().put("text", text);
        }
    }

    /** The parts of the last turn when it is this role's, else of a new one. */
    private ArrayNode turn(String role) {
        JsonNode last = turns.path(turns.size() - 1);
        if (last.path("role").asText().equals(role) && last.get("parts") instanceof ArrayNode at) {
            return at;
        }
        return turns.addObject().put("role", role).putArray("parts");
    }

    private ObjectNode settings() throws Beyond {
        ObjectNode settings = question.objectNode();
        chat.mostTokens().ifPresent(most -> settings.put("maxOutputTokens", most));
        SETTINGS.forEach(
                (ours, theirs) -> {
                    JsonNode value = chat.field(ours);
                    if (value.isNumber()) {
                        settings.set(theirs, value);
                    }
                });
        JsonNode stop = chat.field("stop");
        if (stop.isTextual()) {
            settings.putArray("stopSequences").add(stop);
        } else if (stop.isArray()) {
            settings.set("stopSequences", stop);
        }
        format(settings);
        return settings;
    }

    private void format(ObjectNode settings) throws Beyond {
        JsonNode format = chat.field("response_format");
        switch (format.path("type").asText("text")) {
            case "text" -> {}
            case "json_object" -> settings.put("responseMimeType", "application/json");
            case "json_schema" -> {
                settings.put("responseMimeType", "application/json");
                JsonNode schema = format.path("json_schema").path("schema");
                Beyond.unless(schema.isObject());
                settings.set("responseJsonSchema", schema);
            }
            default -> throw new Beyond();
        }
    }

    private void tools() throws Beyond {
        JsonNode choice = chat.field("tool_choice");
        if (chat.field("tools").isEmpty()) {
            Beyond.unless(!choice.isObject() && !choice.asText().equals("required"));
            return;
        }
        ArrayNode declarations =
                question.putArray("tools").addObject().putArray("functionDeclarations");
        for (JsonNode tool : chat.field("tools")) {
            declare(declarations.addObject(), tool);
        }
        if (!choice.isMissingNode()) {
            question.putObject("toolConfig").set("functionCallingConfig", mode(choice));
        }
    }

    private static void declare(ObjectNode declaration, JsonNode tool) throws Beyond {
        JsonNode function = tool.path("function");
        Beyond.unless(tool.path("type").asText().equals("function") && function.isObject());
        declaration.set("name", function.path("name"));
        if (function.path("description").isTextual()) {
            declaration.set("description", function.path("description"));
        }
        if (!function.path("parameters").isEmpty()) {
            declaration.set("parametersJsonSchema", function.path("parameters"));
        }
    }

    private static ObjectNode mode(JsonNode choice) throws Beyond {
        ObjectNode mode = Chat.JSON.createObjectNode();
        JsonNode name = choice.path("function").path("name");
        if (choice.isObject()) {
            Beyond.unless(choice.path("type").asText().equals("function") && name.isTextual());
            mode.put("mode", "ANY").putArray("allowedFunctionNames").add(name);
            return mode;
        }
        return switch (choice.asText()) {
            case "auto" -> mode.put("mode", "AUTO");
            case "none" -> mode.put("mode", "NONE");
            case "required" -> mode.put("mode", "ANY");
            default -> throw new Beyond();
        };
    }
}
