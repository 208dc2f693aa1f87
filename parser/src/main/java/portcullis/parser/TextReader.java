package portcullis.parser;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads plain text. A form feed ends a page; a line underlined with {@code =} or {@code -} is a
 * heading, as reStructuredText and many plain files write it.
 */
final class TextReader implements Reader {
    private static final Pattern UNDERLINE = Pattern.compile("={3,}|-{3,}");

    @Override
    public void read(byte[] content, Pages pages) throws IOException {
        Sections sections = new Sections(pages);
        for (String part : Decoder.decode(content).split("\f", -1)) {
            readPart(part.lines().toList(), sections);
            sections.flush();
        }
    }

    private static void readPart(List<String> lines, Sections sections) throws IOException {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String next = i + 1 < lines.size() ? lines.get(i + 1).strip() : "";
            if (isHeading(line, next)) {
                sections.heading(next.charAt(0) == '=' ? 1 : 2, line);
            } else {
                sections.append(line);
                sections.append("\n");
            }
        }
    }

    /** A short line with letters over a rule of at least half its length. */
    private static boolean isHeading(String line, String next) {
        String title = line.strip();
        return title.length() <= 120
                && title.chars().anyMatch(Character::isLetter)
                && next.length() * 2 >= title.length()
                && UNDERLINE.matcher(next).matches();
    }
}
