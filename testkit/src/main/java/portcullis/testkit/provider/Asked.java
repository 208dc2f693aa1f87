package portcullis.testkit.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/**
 * What a chat request asks for, as far as the script needs it.
 *
 * @param text all message text, in order
 * @param lastUserText the text of the last user message
 * @param choices the request's {@code n}
 */
record Asked(
        String model,
        boolean stream,
        boolean usageWanted,
        int choices,
        String text,
        String lastUserText) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Asked in(byte[] body) throws IOException {
        JsonNode root = JSON.readTree(body);
        StringBuilder all = new StringBuilder();
        String last = "";
        for (JsonNode message : root.path("messages")) {
            String text = textOf(message.path("content"));
            all.append(text).append('\n');
            last = "user".equals(message.path("role").asText()) ? text : last;
        }
        return new Asked(
                root.path("model").asText("simulated"),
                root.path("stream").asBoolean(),
                root.path("stream_options").path("include_usage").asBoolean(),
                Math.max(1, root.path("n").asInt(1)),
                all.toString(),
                last);
    }

    private static String textOf(JsonNode content) {
        if (!content.isArray()) {
            return content.asText("");
        }
        StringBuilder text = new StringBuilder();
        content.forEach(part -> text.append(part.path("text").asText("")));
        return text.toString();
    }
}
