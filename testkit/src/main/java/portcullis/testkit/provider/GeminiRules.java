package portcullis.testkit.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/** Rules of Gemini's API for requests, as far as a translation can break them. */
final class GeminiRules {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FIELDS =
            Set.of(
                    "contents",
                    "systemInstruction",
                    "tools",
                    "toolConfig",
                    "generationConfig",
                    "safetySettings");
    private static final Set<String> PARTS = Set.of("text", "functionCall", "functionResponse");

    private GeminiRules() {}

    /** The body of a 400; empty when the request is in order. */
    static Optional<String> complaint(Exchange exchange) throws IOException {
        JsonNode root = JSON.readTree(exchange.body());
        boolean key = exchange.headers().containsKey("x-goog-api-key");
        boolean sound = key && known(root, FIELDS) && !root.path("contents").isEmpty();
        for (JsonNode content : root.path("contents")) {
            String role = content.path("role").asText();
            sound &= (role.equals("user") || role.equals("model")) && parts(content);
        }
        return sound
                ? Optional.empty()
                : Optional.of(
                        "{\"error\":{\"code\":400,\"status\":\"INVALID_ARGUMENT\","
                                + "\"message\":\"a rule of the Gemini API is broken\"}}");
    }

    private static boolean parts(JsonNode content) {
        boolean sound = !content.path("parts").isEmpty();
        for (JsonNode part : content.path("parts")) {
            sound &= part.size() == 1 && known(part, PARTS);
            JsonNode response = part.path("functionResponse");
            sound &= response.isMissingNode() || response.path("response").isObject();
            JsonNode call = part.path("functionCall");
            sound &= call.isMissingNode() || call.path("args").isObject();
        }
        return sound;
    }

    /** This vendor refuses a field that it does not know. */
    private static boolean known(JsonNode object, Set<String> names) {
        boolean known = true;
        for (Iterator<String> each = object.fieldNames(); each.hasNext(); ) {
            known &= names.contains(each.next());
        }
        return known;
    }
}
