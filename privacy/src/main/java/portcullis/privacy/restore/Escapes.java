package portcullis.privacy.restore;

import java.util.HexFormat;

/** Writes text as the inside of a JSON string literal (RFC 8259, section 7). */
final class Escapes {
    private Escapes() {}

    static String json(String text) {
        StringBuilder written = new StringBuilder(text.length() + 8);
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            switch (letter) {
                case '"' -> written.append("\\\"");
                case '\\' -> written.append("\\\\");
                case '\n' -> written.append("\\n");
                case '\r' -> written.append("\\r");
                case '\t' -> written.append("\\t");
                default -> plain(letter, written);
            }
        }
        return written.toString();
    }

    private static void plain(char letter, StringBuilder written) {
        if (letter < ' ') {
            written.append("\\u").append(HexFormat.of().toHexDigits(letter));
        } else {
            written.append(letter);
        }
    }
}
