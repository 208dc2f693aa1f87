package portcullis.providers.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the block {@code <passages>…</passages>} that an application puts into a system message:
 * {@code <passage id="1" title="…">text</passage>} each, XML-escaped. What does not have this shape
 * is not evidence.
 */
final class PassageBlock {
    private static final Pattern BLOCK = Pattern.compile("<passages>([^\\x00]*?)</passages>");
    private static final Pattern PASSAGE =
            Pattern.compile(
                    "<passage id=\"(\\d{1,4})\"(?: title=\"([^\"<>]*)\")?>([^<]*)</passage>");
    private static final int MOST_PASSAGES = 64;

    private PassageBlock() {}

    static boolean isIn(String text) {
        return BLOCK.matcher(text).find();
    }

    static List<Passage> read(String text) {
        List<Passage> passages = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            Matcher passage = PASSAGE.matcher(block.group(1));
            while (passage.find() && passages.size() < MOST_PASSAGES) {
                passages.add(
                        new Passage(
                                Integer.parseInt(passage.group(1)),
                                unescaped(Optional.ofNullable(passage.group(2)).orElse("")),
                                unescaped(passage.group(3)),
                                Optional.empty()));
            }
        }
        return List.copyOf(passages);
    }

    /** The ampersand comes last: an escaped escape stays one. */
    private static String unescaped(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}
