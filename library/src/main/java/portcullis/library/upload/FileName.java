package portcullis.library.upload;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.regex.Pattern;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;

/** Judges names of files (LIB-13). A name is for display only and never becomes a path. */
final class FileName {
    private static final int MOST_BYTES = 255;
    private static final Pattern RESERVED =
            Pattern.compile(
                    "(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\\..*)?",
                    Pattern.CASE_INSENSITIVE);

    private FileName() {}

    /** The name in NFC, or BAD_NAME. */
    static Outcome<SensitiveText> fit(SensitiveText given) {
        if (given.length() > MOST_BYTES * 4) {
            return Outcome.refused(RefusalCode.BAD_NAME);
        }
        String name = Normalizer.normalize(given.reveal(), Normalizer.Form.NFC);
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        boolean fits =
                bytes >= 1
                        && bytes <= MOST_BYTES
                        && name.codePoints().allMatch(FileName::isHarmless)
                        && isInner(name.codePointAt(0))
                        && isInner(name.codePointBefore(name.length()))
                        && !RESERVED.matcher(name).matches();
        return fits
                ? Outcome.passed(SensitiveText.of(name))
                : Outcome.refused(RefusalCode.BAD_NAME);
    }

    private static boolean isHarmless(int c) {
        return c != '/'
                && c != '\\'
                && !Character.isISOControl(c)
                && !isDirection(c)
                && Character.getType(c) != Character.SURROGATE
                && Character.getType(c) != Character.LINE_SEPARATOR
                && Character.getType(c) != Character.PARAGRAPH_SEPARATOR;
    }

    /** Characters that turn the direction of what follows, so that a name shows another one. */
    private static boolean isDirection(int c) {
        return c == 0x061C
                || (c >= 0x200E && c <= 0x200F)
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }

    /** Whether a name may begin or end with it. */
    private static boolean isInner(int c) {
        return c != '.' && !Character.isWhitespace(c) && !Character.isSpaceChar(c);
    }
}
