package portcullis.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * Turns the messages of a Messages request into those of a chat: a tool's result becomes a message
 * of its own, before what else the user says; documents and search results become text.
 */
final class MessagesTurns {
    private final ArrayNode messages;

    /**
     * @param messages gets them, behind what it holds
     */
    MessagesTurns(ArrayNode messages) {
        this.messages = messages;
    }

    void all(JsonNode turns) {
        for (JsonNode turn : turns) {
            String role = turn.path("role").asText();
            if (role.equals("assistant")) {
                answer(turn.path("content"));
            } else {
                question(role, turn.path("content"));
            }
        }
    }

    private void question(String role, JsonNode content) {
        List<String> texts = new ArrayList<>();
        if (content.isTextual()) {
            texts.add(content.asText());
        }
        for (JsonNode block : content) {
            if (block.path("type").asText().equals("tool_result")) {
                message("tool")
                        .put("tool_call_id", block.path("tool_use_id").asText())
                        .put("content", joined(block.path("content"), "\n"));
            } else {
                texts.add(text(block));
            }
        }
        if (texts.size() == 1) {
            message(role).put("content", texts.getFirst());
        } else if (!texts.isEmpty()) {
            ArrayNode parts = message(role).putArray("content");
            texts.forEach(text -> parts.addObject().put("type", "text").put("text", text));
        }
    }

    private void answer(JsonNode content) {
        ObjectNode message = message("assistant");
        String text = joined(content, "");
        ArrayNode calls = message.arrayNode();
        for (JsonNode block : content) {
            if (block.path("type").asText().equals("tool_use")) {
                ObjectNode call = calls.addObject();
                call.set("id", block.path("id"));
                call.put("type", "function")
                        .putObject("function")
                        .put("name", block.path("name").asText())
                        .put("arguments", block.path("input").toString());
            }
        }
        if (text.isEmpty() && !calls.isEmpty()) {
            message.putNull("content");
        } else {
            message.put("content", text);
        }
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls);
        }
    }

    private ObjectNode message(String role) {
        return messages.addObject().put("role", role);
    }

    /** The texts of a content, which is a text or a list of blocks. */
    static String joined(JsonNode content, String separator) {
        if (!content.isArray()) {
            return content.asText("");
        }
        StringJoiner all = new StringJoiner(separator);
        for (JsonNode block : content) {
            String text = text(block);
            if (!text.isEmpty()) {
                all.add(text);
            }
        }
        return all.toString();
    }

    private static String text(JsonNode block) {
        return switch (block.path("type").asText()) {
            case "text" -> block.path("text").asText();
            case "document" -> document(block);
            case "search_result" ->
                    lines(
                            block.path("title").asText(""),
                            block.path("source").asText(""),
                            joined(block.path("content"), "\n"));
            default -> "";
        };
    }

    private static String document(JsonNode block) {
        JsonNode source = block.path("source");
        return lines(
                block.path("title").asText(""),
                block.path("context").asText(""),
                source.path("type").asText().equals("text")
                        ? source.path("data").asText("")
                        : joined(source.path("content"), "\n"));
    }

    private static String lines(String... parts) {
        StringJoiner lines = new StringJoiner("\n");
        for (String part : parts) {
            if (!part.isBlank()) {
                lines.add(part);
            }
        }
        return lines.toString();
    }
}
