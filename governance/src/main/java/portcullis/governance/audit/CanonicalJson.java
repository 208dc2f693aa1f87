package portcullis.governance.audit;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the one canonical form of an entry (RFC 8785): keys in UTF-16 order, no white space,
 * shortest escapes. Knows strings, whole numbers up to 2^53 − 1, booleans and objects; an entry has
 * nothing else, and a value that has no exact canonical form is a bug and throws.
 */
final class CanonicalJson {
    /** The largest whole number that every JSON reader keeps exactly. */
    static final long LARGEST = (1L << 53) - 1;

    private final StringBuilder out = new StringBuilder(512);

    private CanonicalJson() {}

    static byte[] bytes(Map<String, Object> object) {
        CanonicalJson writer = new CanonicalJson();
        writer.object(object);
        return writer.out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void object(Map<?, ?> object) {
        // String's own order is the order of UTF-16 units that RFC 8785 asks for.
        Map<String, Object> sorted = new TreeMap<>();
        object.forEach((key, value) -> sorted.put((String) key, value));
        out.append('{');
        String gap = "";
        for (Map.Entry<String, Object> field : sorted.entrySet()) {
            out.append(gap);
            string(field.getKey());
            out.append(':');
            value(field.getValue());
            gap = ",";
        }
        out.append('}');
    }

    private void value(Object value) {
        switch (value) {
            case String text -> string(text);
            case Long number -> out.append(exact(number));
            case Boolean truth -> out.append(truth);
            case Map<?, ?> object -> object(object);
            default -> throw new IllegalArgumentException("no such value in an audit entry");
        }
    }

    private static long exact(long number) {
        if (number > LARGEST || number < -LARGEST) {
            throw new IllegalArgumentException("a number that JSON cannot hold exactly");
        }
        return number;
    }

    private void string(String text) {
        out.append('"');
        if (isPlain(text)) {
            out.append(text);
        } else {
            text.chars().forEach(unit -> character((char) unit));
        }
        out.append('"');
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit < 0x20 || unit == '"' || unit == '\\') {
                return false;
            }
        }
        return true;
    }

    private void character(char unit) {
        switch (unit) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            default -> {
                if (unit < 0x20) {
                    out.append("\\u00").append(unit < 0x10 ? "0" : "1");
                    out.append(Character.forDigit(unit & 0xf, 16));
                } else {
                    out.append(unit);
                }
            }
        }
    }
}
