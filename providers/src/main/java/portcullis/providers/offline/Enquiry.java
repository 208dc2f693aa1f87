package portcullis.providers.offline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;

/**
 * What a chat request asks of the offline model. All text is masked already.
 *
 * @param question the text of the last user message
 * @param brought passages that a system message carries; empty when there is no block of them
 * @param carries whether there is a block, even an empty one
 * @param choices the request's {@code n}
 * @param words words in all messages: this model's tokens
 * @param beyondMe the request demands what quoting cannot give: a JSON answer or a tool call
 */
record Enquiry(
        String question,
        List<Passage> brought,
        boolean carries,
        int choices,
        int words,
        boolean beyondMe) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_CHOICES = 8;

    static Enquiry in(byte[] body) throws IOException {
        JsonNode root = JSON.readTree(body);
        String question = "";
        StringBuilder instructions = new StringBuilder();
        int words = 0;
        for (JsonNode message : root.path("messages")) {
            String text = textOf(message.path("content"));
            words += Terms.countWords(text);
            switch (message.path("role").asText()) {
                case "user" -> question = text;
                case "system", "developer" -> instructions.append(text).append('\n');
                default -> {
                    // earlier answers and tool results are no evidence
                }
            }
        }
        String block = instructions.toString();
        int choices = Math.clamp(root.path("n").asInt(1), 1, MOST_CHOICES);
        return new Enquiry(
                question,
                PassageBlock.read(block),
                PassageBlock.isIn(block),
                choices,
                words,
                beyondMe(root));
    }

    private static boolean beyondMe(JsonNode root) {
        String format = root.path("response_format").path("type").asText("text");
        JsonNode tool = root.path("tool_choice");
        return !format.equals("text") || tool.isObject() || tool.asText().equals("required");
    }

    private static String textOf(JsonNode content) {
        if (!content.isArray()) {
            return content.asText("");
        }
        StringBuilder text = new StringBuilder();
        content.forEach(part -> text.append(part.path("text").asText("")).append('\n'));
        return text.toString();
    }
}
