package portcullis.testkit.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Rules of Ollama's chat API for requests, as far as a translation can break them. */
final class OllamaRules {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> ROLES = Set.of("system", "user", "assistant", "tool");

    private OllamaRules() {}

    /** The body of a 400; empty when the request is in order. */
    static Optional<String> complaint(Exchange exchange) throws IOException {
        JsonNode root = JSON.readTree(exchange.body());
        boolean sound = root.path("model").isTextual() && root.path("stream").isBoolean();
        sound &= !root.path("messages").isEmpty();
        for (JsonNode message : root.path("messages")) {
            sound &= ROLES.contains(message.path("role").asText());
            sound &= message.path("content").isTextual();
            for (JsonNode call : message.path("tool_calls")) {
                sound &= call.path("function").path("arguments").isObject();
            }
        }
        return sound
                ? Optional.empty()
                : Optional.of("{\"error\":\"a rule of Ollama's chat API is broken\"}");
    }
}
