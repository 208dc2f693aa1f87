package portcullis.privacy.unfold;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads base64 runs longer than 16 characters as the text they hold (SCR-6). */
final class Open {
    private static final Pattern RUN =
            Pattern.compile("(?<![A-Za-z0-9+/_=-])[A-Za-z0-9+/_-]{17,}+={0,2}");

    private Open() {}

    /** A view of the opened texts only, each mapped to its whole run; or the same instance. */
    static View of(View base) {
        Tape tape = new Tape(base);
        Matcher runs = RUN.matcher(base.text());
        while (runs.find()) {
            String text = decode(runs.group());
            if (!text.isEmpty()) {
                tape.replace(text + "\n", runs.start(), runs.end());
            }
        }
        return tape.changed() ? tape.view(View.Kind.OPENED) : base;
    }

    private static String decode(String run) {
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

    private static boolean readable(int letter) {
        return (letter >= ' ' && letter != 0x7F)
                || letter == '\n'
                || letter == '\t'
                || letter == '\r';
    }
}
