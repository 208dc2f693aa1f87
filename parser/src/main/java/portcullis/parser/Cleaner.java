package portcullis.parser;

import java.util.regex.Pattern;

/**
 * Makes text fit for storage and offsets: line ends are {@code \n}, other control characters are
 * gone, lone surrogates became U+FFFD, no line ends with blanks and no page with empty lines.
 */
final class Cleaner {
    private static final int LONGEST_LINE = 500;
    private static final Pattern TRAILING = Pattern.compile("[ \\t\\u00a0]++(?=\\n|\\z)");
    private static final Pattern BLANKS = Pattern.compile("\\s++");

    private Cleaner() {}

    static String clean(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r') {
                boolean pair = i + 1 < text.length() && text.charAt(i + 1) == '\n';
                kept.append(pair ? "" : "\n");
            } else if (Character.isSurrogate(c)) {
                i += surrogate(text, i, kept);
            } else if (c == '\n' || c == '\t' || !Character.isISOControl(c)) {
                kept.append(c);
            }
        }
        return trimLines(TRAILING.matcher(kept).replaceAll(""));
    }

    /** Appends a whole pair, or a replacement; gives how many further units were used. */
    private static int surrogate(String text, int at, StringBuilder kept) {
        boolean pair =
                at + 1 < text.length()
                        && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
        kept.append(pair ? text.substring(at, at + 2) : "\ufffd");
        return pair ? 1 : 0;
    }

    private static String trimLines(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && text.charAt(start) == '\n') {
            start++;
        }
        while (end > start && text.charAt(end - 1) == '\n') {
            end--;
        }
        return text.substring(start, end);
    }

    /** One line of bounded length, for headings. */
    static String line(String text) {
        String line = BLANKS.matcher(clean(text)).replaceAll(" ").strip();
        return line.length() <= LONGEST_LINE ? line : cut(line);
    }

    private static String cut(String line) {
        int end = Character.isHighSurrogate(line.charAt(LONGEST_LINE - 1)) ? 1 : 0;
        return line.substring(0, LONGEST_LINE - end);
    }
}
