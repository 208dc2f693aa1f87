package portcullis.server.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a query string. What does not decode is left out. */
final class Query {
    private static final int MOST = 64;

    private Query() {}

    /** The first value of each name; at most 64 names. */
    static Map<String, String> of(@Nullable String query) {
        Map<String, String> values = new HashMap<>();
        if (query == null) {
            return values;
        }
        for (String part : query.split("&", MOST)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                put(values, part.substring(0, equals), part.substring(equals + 1));
            }
        }
        return values;
    }

    private static void put(Map<String, String> values, String name, String value) {
        try {
            values.putIfAbsent(decoded(name), decoded(value));
        } catch (IllegalArgumentException notEncoded) {
            values.remove(name);
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
