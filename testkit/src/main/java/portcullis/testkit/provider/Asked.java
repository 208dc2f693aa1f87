package portcullis.testkit.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/**
 * What a request asks for, as far as the script needs it.
 *
 * @param text all text, instructions first where they stand apart
 * @param lastUserText the text of the last user message
 * @param choices the request's {@code n}
 */
record Asked(
        Language language,
        String model,
        boolean stream,
        boolean usageWanted,
        int choices,
        String text,
        String lastUserText) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The languages this vendor speaks. */
    enum Language {
        CHAT,
        MESSAGES,
        GEMINI,
        OLLAMA
    }

    static Asked in(Exchange exchange, Language language) throws IOException {
        JsonNode root = JSON.readTree(exchange.body());
        return language == Language.GEMINI
                ? gemini(root, exchange.line())
                : messages(root, language);
    }

    private static Asked messages(JsonNode root, Language language) {
        StringBuilder all = new StringBuilder(textOf(root.path("system")));
        String last = "";
        for (JsonNode message : root.path("messages")) {
            String text = textOf(message.path("content"));
            all.append(text).append('\n');
            last = "user".equals(message.path("role").asText()) ? text : last;
        }
        return new Asked(
                language,
                root.path("model").asText("simulated"),
                root.path("stream").asBoolean(),
                root.path("stream_options").path("include_usage").asBoolean(),
                Math.max(1, root.path("n").asInt(1)),
                all.toString(),
                last);
    }

    /** Here the path says which model, and whether to stream. */
    private static Asked gemini(JsonNode root, String line) {
        StringBuilder all = new StringBuilder(textOf(root.at("/systemInstruction/parts")));
        String last = "";
        for (JsonNode content : root.path("contents")) {
            String text = textOf(content.path("parts"));
            all.append(text).append('\n');
            last = "user".equals(content.path("role").asText()) ? text : last;
        }
        String model = line.substring(line.lastIndexOf('/') + 1, line.lastIndexOf(':'));
        boolean stream = line.contains(":streamGenerateContent");
        return new Asked(Language.GEMINI, model, stream, true, 1, all.toString(), last);
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
