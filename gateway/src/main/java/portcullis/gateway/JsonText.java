package portcullis.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;

/** JSON string literals in UTF-8. */
public final class JsonText {
    private static final String HEX = "0123456789abcdef";

    private JsonText() {}

    public static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    /**
     * The text as a JSON string literal, quotes included. A lone surrogate, which UTF-8 cannot
     * hold, becomes its escape, so that it arrives as it was sent.
     */
    public static byte[] quoted(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() + 16);
        out.write('"');
        out.writeBytes(content(text));
        out.write('"');
        return out.toByteArray();
    }

    private static byte[] content(String text) {
        int lone = loneSurrogate(text, 0);
        if (lone < 0) {
            return JsonStringEncoder.getInstance().quoteAsUTF8(text);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() + 16);
        int at = 0;
        while (lone >= 0) {
            String whole = text.substring(at, lone);
            out.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(whole));
            out.writeBytes(escape(text.charAt(lone)));
            at = lone + 1;
            lone = loneSurrogate(text, at);
        }
        out.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(text.substring(at)));
        return out.toByteArray();
    }

    private static int loneSurrogate(String text, int from) {
        int i = from;
        while (i < text.length()) {
            int point = text.codePointAt(i);
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                return i;
            }
            i += Character.charCount(point);
        }
        return -1;
    }

    private static byte[] escape(char unit) {
        StringBuilder text = new StringBuilder("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            text.append(HEX.charAt((unit >> shift) & 15));
        }
        return ascii(text.toString());
    }
}
