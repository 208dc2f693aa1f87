package portcullis.providers.openai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Takes a member out of a JSON object and leaves every other byte as it is. */
final class Member {
    private static final JsonFactory JSON = new JsonFactory();

    private Member() {}

    /**
     * The object without its own member of that name; the same bytes when it has none.
     *
     * @throws IOException when it is no JSON object
     */
    static byte[] without(String name, byte[] object) throws IOException {
        byte[] rest = object;
        try (JsonParser json = JSON.createParser(object)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                int start = (int) json.currentTokenLocation().getByteOffset();
                boolean found = json.currentName().equals(name);
                json.nextToken();
                json.skipChildren();
                if (found) {
                    rest = cut(object, start, (int) json.currentLocation().getByteOffset());
                }
            }
        }
        return rest;
    }

    /** With the comma behind it, or else the one before it. */
    private static byte[] cut(byte[] object, int start, int end) {
        int from = start;
        int to = end;
        while (to < object.length && isBlank(object[to])) {
            to++;
        }
        if (to < object.length && object[to] == ',') {
            to++;
        } else {
            to = end;
            while (from > 1 && isBlank(object[from - 1])) {
                from--;
            }
            from -= object[from - 1] == ',' ? 1 : 0;
        }
        ByteArrayOutputStream rest = new ByteArrayOutputStream(object.length);
        rest.write(object, 0, from);
        rest.write(object, to, object.length - to);
        return rest.toByteArray();
    }

    private static boolean isBlank(byte unit) {
        return unit == ' ' || unit == '\n' || unit == '\r' || unit == '\t';
    }
}
