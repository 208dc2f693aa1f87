package portcullis.privacy;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The grammar of placeholders: {@code [TYPE_n]}, with a letter for further spellings (SCR-30), at
 * most 20 characters.
 */
public final class Placeholder {
    /** Longest placeholder in characters. */
    public static final int LONGEST = 20;

    private static final Pattern PLAIN = Pattern.compile("\\[[A-Z]{2,8}_[0-9]{1,8}[A-Z]?\\]");
    private static final Pattern ALIKE =
            Pattern.compile(
                    "(?i)(?:\\\\{0,2}\\[|\\\\{1,2}u005b)"
                            + "(?:[a-z0-9_]|\\\\{1,2}(?:u00[3-7][0-9a-f]|_)){4,18}+"
                            + "(?:\\\\{0,2}\\]|\\\\{1,2}u005d)");
    private static final Pattern ESCAPE = Pattern.compile("\\\\{1,2}(?:u00([0-9a-fA-F]{2}))?");

    private Placeholder() {}

    /**
     * The text that stands for a value.
     *
     * @param ordinal from 1; 0 stands in texts that are never restored
     * @param spelling 0 for the first spelling of a value, then 1 for B and so on, at most 25
     */
    public static String of(EntityType type, int ordinal, int spelling) {
        String letter = spelling == 0 ? "" : String.valueOf((char) ('A' + spelling));
        return "[" + type.name() + "_" + ordinal + letter + "]";
    }

    /** Finds texts that some reader could take for a placeholder; see {@link #plain}. */
    public static Matcher alike(CharSequence text) {
        return ALIKE.matcher(text);
    }

    /** The plain form of a text that may be one in another spelling: case, escapes. */
    public static Optional<String> plain(String text) {
        Matcher escapes = ESCAPE.matcher(text);
        String open =
                escapes.replaceAll(
                        found -> {
                            String code = found.group(1);
                            return code == null
                                    ? ""
                                    : Matcher.quoteReplacement(
                                            String.valueOf((char) Integer.parseInt(code, 16)));
                        });
        String upper = open.toUpperCase(Locale.ROOT);
        return PLAIN.matcher(upper).matches() ? Optional.of(upper) : Optional.empty();
    }
}
