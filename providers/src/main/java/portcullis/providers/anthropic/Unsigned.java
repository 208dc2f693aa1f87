package portcullis.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;

/**
 * Takes reasoning without a signature out of a request. It comes from a vendor of another dialect
 * that answered an earlier turn; this vendor refuses what it has not signed.
 */
final class Unsigned {
    private static final byte[] MARK = "\"signature\"".getBytes(StandardCharsets.US_ASCII);

    private Unsigned() {}

    /** The same bytes when there is none. */
    static byte[] without(byte[] body) {
        if (!mentionsSignature(body)) {
            return body;
        }
        try {
            JsonNode request = Question.JSON.readTree(body);
            boolean changed = false;
            for (JsonNode message : request.path("messages")) {
                changed |= strip(message.path("content"));
            }
            return changed ? Question.JSON.writeValueAsBytes(request) : body;
        } catch (IOException broken) {
            throw new IllegalStateException("a screened body is valid JSON", broken);
        }
    }

    private static boolean strip(JsonNode content) {
        boolean changed = false;
        for (Iterator<JsonNode> blocks = content.elements(); blocks.hasNext(); ) {
            JsonNode block = blocks.next();
            boolean thinking = block.path("type").asText().equals("thinking");
            if (thinking && block.path("signature").asText("").isEmpty() && content.size() > 1) {
                blocks.remove();
                changed = true;
            }
        }
        return changed;
    }

    /** Spares nearly every request the second reading. */
    private static boolean mentionsSignature(byte[] body) {
        for (int i = 0; i + MARK.length <= body.length; i++) {
            if (body[i] == '"' && Arrays.equals(body, i, i + MARK.length, MARK, 0, MARK.length)) {
                return true;
            }
        }
        return false;
    }
}
