package portcullis.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.StringJoiner;
import portcullis.providers.anthropic.Question.Beyond;

/**
 * Turns the messages of a chat into Anthropic's: instructions go to {@code system}, joined by line
 * ends as Anthropic's own compatibility layer does; tool results go into turns of the user; and
 * neighbours with the same role become one turn. Blank texts, which Anthropic refuses, are left
 * out; so are names of speakers.
 */
final class Turns {
    private final ObjectNode question;
    private final StringJoiner system = new StringJoiner("\n");
    private final ArrayNode turns;

    /**
     * @param question gets {@code system} and {@code messages}
     */
    Turns(ObjectNode question) {
        this.question = question;
        this.turns = question.arrayNode();
    }

    void all(JsonNode messages) throws Beyond {
        for (JsonNode message : messages) {
            add(message);
        }
        Question.require(!turns.isEmpty());
        if (system.length() > 0) {
            question.put("system", system.toString());
        }
        question.set("messages", turns);
    }

    private void add(JsonNode message) throws Beyond {
        JsonNode content = message.path("content");
        switch (message.path("role").asText()) {
            case "system", "developer" -> instruct(content);
            case "user" -> texts(content, "user");
            case "assistant" -> answer(message);
            case "tool" -> result(message);
            default -> throw new Beyond();
        }
    }

    private void instruct(JsonNode content) throws Beyond {
        String text = joined(content);
        if (!text.isBlank()) {
            system.add(text);
        }
    }

    private void answer(JsonNode message) throws Beyond {
        Question.require(isAbsent(message.path("function_call")));
        Question.require(isAbsent(message.path("audio")));
        texts(message.path("content"), "assistant");
        texts(message.path("refusal"), "assistant");
        for (JsonNode call : message.path("tool_calls")) {
            Question.require(call.path("type").asText("function").equals("function"));
            JsonNode function = call.path("function");
            ObjectNode use = block("assistant").put("type", "tool_use");
            use.set("id", text(call.path("id")));
            use.set("name", text(function.path("name")));
            use.set("input", input(function.path("arguments").asText("")));
        }
    }

    /** A call without arguments has none or an empty text; anything else must be one object. */
    private static JsonNode input(String arguments) throws Beyond {
        if (arguments.isBlank()) {
            return Question.JSON.createObjectNode();
        }
        try {
            JsonNode input = Question.JSON.readTree(arguments);
            Question.require(input.isObject());
            return input;
        } catch (IOException notJson) {
            throw new Beyond();
        }
    }

    private void result(JsonNode message) throws Beyond {
        ObjectNode result = block("user").put("type", "tool_result");
        result.set("tool_use_id", text(message.path("tool_call_id")));
        result.put("content", joined(message.path("content")));
    }

    /** A text, or a list of parts that are texts; nothing when absent. */
    private void texts(JsonNode content, String role) throws Beyond {
        if (isAbsent(content)) {
            return;
        }
        if (content.isTextual()) {
            text(content.asText(), role);
            return;
        }
        for (JsonNode part : content) {
            text(textOf(part), role);
        }
    }

    private void text(String text, String role) {
        if (!text.isBlank()) {
            block(role).put("type", "text").put("text", text);
        }
    }

    private static String joined(JsonNode content) throws Beyond {
        if (!content.isArray()) {
            return content.asText("");
        }
        StringBuilder all = new StringBuilder();
        for (JsonNode part : content) {
            all.append(textOf(part));
        }
        return all.toString();
    }

    private static String textOf(JsonNode part) throws Beyond {
        return switch (part.path("type").asText()) {
            case "text" -> text(part.path("text")).asText();
            case "refusal" -> text(part.path("refusal")).asText();
            default -> throw new Beyond();
        };
    }

    private static JsonNode text(JsonNode value) throws Beyond {
        Question.require(value.isTextual());
        return value;
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    /** A new block in the last turn when it is this role's, else in a new turn. */
    private ObjectNode block(String role) {
        JsonNode last = turns.path(turns.size() - 1);
        if (last.path("role").asText().equals(role)
                && last.get("content") instanceof ArrayNode at) {
            return at.addObject();
        }
        return turns.addObject().put("role", role).putArray("content").addObject();
    }
}
