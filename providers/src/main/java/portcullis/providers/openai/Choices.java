package portcullis.providers.openai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Finds how many choices a request asked for. */
final class Choices {
    private static final JsonFactory JSON = new JsonFactory();

    private Choices() {}

    /** The request's {@code n}; 1 when it has none. */
    static int in(byte[] request) {
        if (!mentionsN(request)) {
            return 1;
        }
        try (JsonParser json = JSON.createParser(request)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean n = "n".equals(json.currentName());
                JsonToken value = json.nextToken();
                if (n && value == JsonToken.VALUE_NUMBER_INT) {
                    return Math.max(1, json.getIntValue());
                }
                json.skipChildren();
            }
            return 1;
        } catch (IOException broken) {
            throw new IllegalStateException("a screened body is valid JSON", broken);
        }
    }

    /** Spares nearly every request the second reading. */
    private static boolean mentionsN(byte[] request) {
        for (int i = 0; i + 2 < request.length; i++) {
            if (request[i] == '"' && request[i + 1] == 'n' && request[i + 2] == '"') {
                return true;
            }
        }
        return false;
    }
}
