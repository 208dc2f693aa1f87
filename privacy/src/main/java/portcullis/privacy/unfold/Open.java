package portcullis.privacy.unfold;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/** Reads base64 runs longer than 16 characters as the text they hold (SCR-6). */
final class Open {
    private static final int SHORTEST = 17;
    private static final int MOST_PADDING = 2;

    private Open() {}

    /** A view of the opened texts only, each mapped to its whole run; or the same instance. */
    static View of(View base) {
        Tape tape = new Tape(base);
        String text = base.text();
        for (int at = 0; at < text.length(); ) {
            int end = runEnd(text, at);
            if (end - at >= SHORTEST && (at == 0 || text.charAt(at - 1) != '=')) {
                end = padded(text, end);
                String inside = decode(text.substring(at, end));
                if (!inside.isEmpty()) {
                    tape.replace(inside + "\n", at, end);
                }
            }
            at = Math.max(end, at + 1);
        }
        return tape.changed() ? tape.view(View.Kind.OPENED) : base;
    }

    private static int runEnd(String text, int start) {
        int end = start;
        while (end < text.length() && inRun(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean inRun(char letter) {
        return (letter < 128 && Traits.isWord(letter)) || "+/_-".indexOf(letter) >= 0;
    }

    private static int padded(String text, int end) {
        int most = Math.min(text.length(), end + MOST_PADDING);
        int at = end;
        while (at < most && text.charAt(at) == '=') {
            at++;
        }
        return at;
    }

    private static String decode(String run) {
        String hex = fromHex(run);
        if (!hex.isEmpty()) {
            return hex;
        }
        String plain = run.replace('-', '+').replace('_', '/').replace("=", "");
        if (plain.length() % 4 == 1) {
            return "";
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(plain);
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.chars().allMatch(Open::readable) ? text : "";
        } catch (IllegalArgumentException | CharacterCodingException notText) {
            return "";
        }
    }

    /** What two hexadecimal digits a character spell, or nothing. */
    private static String fromHex(String run) {
        if (run.length() % 2 != 0 || !run.chars().allMatch(HexFormat::isHexDigit)) {
            return "";
        }
        byte[] bytes = HexFormat.of().parseHex(run);
        String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
        return text.chars().allMatch(letter -> letter < 128 && readable(letter)) ? text : "";
    }

    private static boolean readable(int letter) {
        return (letter >= ' ' && letter != 0x7F)
                || letter == '\n'
                || letter == '\t'
                || letter == '\r';
    }
}
