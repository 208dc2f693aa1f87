package portcullis.testkit.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;

/** Rules of Anthropic's Messages API for requests, as far as a translation can break them. */
final class MessagesRules {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BROKEN =
            "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\","
                    + "\"message\":\"a rule of the Messages API is broken\"}}";

    private MessagesRules() {}

    /** The body of a 400; empty when the request is in order. */
    static Optional<String> complaint(Exchange exchange) throws IOException {
        JsonNode root = JSON.readTree(exchange.body());
        double warmth = root.path("temperature").asDouble(0);
        boolean limited = root.path("max_tokens").isIntegralNumber() && warmth <= 1;
        return limited ? complaintOfCount(exchange) : Optional.of(BROKEN);
    }

    /** The same for a request that asks only how many tokens it has. */
    static Optional<String> complaintOfCount(Exchange exchange) throws IOException {
        JsonNode root = JSON.readTree(exchange.body());
        boolean headers =
                (exchange.headers().containsKey("x-api-key")
                                || exchange.headers().containsKey("authorization"))
                        && exchange.headers().containsKey("anthropic-version");
        return headers && root.has("model") && talk(root.path("messages"))
                ? Optional.empty()
                : Optional.of(BROKEN);
    }

    private static boolean talk(JsonNode messages) {
        String before = "";
        for (JsonNode message : messages) {
            String role = message.path("role").asText();
            boolean known = role.equals("user") || role.equals("assistant");
            if (!known || role.equals(before) || !blocks(message.path("content"))) {
                return false;
            }
            before = role;
        }
        return !messages.isEmpty();
    }

    private static boolean blocks(JsonNode content) {
        boolean sound = !content.isEmpty() || !content.asText().isBlank();
        for (JsonNode block : content) {
            sound &=
                    switch (block.path("type").asText()) {
                        case "text" -> !block.path("text").asText().isBlank();
                        case "tool_use" ->
                                block.path("id").isTextual() && block.path("input").isObject();
                        case "tool_result" -> block.path("tool_use_id").isTextual();
                        case "thinking" -> !block.path("signature").asText().isEmpty();
                        case "redacted_thinking" -> block.path("data").isTextual();
                        case "document" -> block.path("source").isObject();
                        default -> false;
                    };
        }
        return sound;
    }
}
