package portcullis.parser;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;

/**
 * Makes pages for formats that have none: a heading starts one (library specification, section 1),
 * and a section longer than {@link #LONGEST} is cut at an empty line or a line end, so that no page
 * grows beyond what one screening may read.
 */
final class Sections {
    /** In UTF-16 units: about ten printed pages. */
    static final int LONGEST = 30_000;

    private record Heading(int level, String title) {}

    private final Pages pages;
    private final Deque<Heading> above = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();
    private boolean body;

    Sections(Pages pages) {
        this.pages = pages;
    }

    /**
     * Starts a page under a heading; 0 is the title of the document, 1 the outermost heading.
     * Headings that follow each other share a page, so that none stands alone.
     */
    void heading(int level, String title) throws IOException {
        String line = Cleaner.line(title);
        if (body) {
            flush();
        }
        if (above.isEmpty() || !above.getLast().title().equals(line)) {
            lineBreak();
            text.append(line).append('\n');
        }
        while (!above.isEmpty() && above.getLast().level() >= level) {
            above.removeLast();
        }
        above.addLast(new Heading(level, line));
    }

    void append(String more) {
        text.append(more);
        body |= !more.isBlank();
    }

    /** Ends the line unless it is empty. */
    void lineBreak() {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
    }

    /** Leaves one empty line after what stands there. */
    void gap() {
        lineBreak();
        int length = text.length();
        if (length > 1 && text.charAt(length - 2) != '\n') {
            text.append('\n');
        }
    }

    boolean atLineStart() {
        return text.isEmpty() || text.charAt(text.length() - 1) == '\n';
    }

    /** Ends the page. */
    void flush() throws IOException {
        String section =
                above.stream()
                        .map(Heading::title)
                        .filter(title -> !title.isEmpty())
                        .distinct()
                        .collect(Collectors.joining(" › "));
        String rest = text.toString();
        text.setLength(0);
        body = false;
        while (!rest.isBlank()) {
            int end = rest.length() <= LONGEST ? rest.length() : cut(rest);
            pages.page(pages.next(), section, rest.substring(0, end));
            rest = rest.substring(end);
        }
    }

    private static int cut(String text) {
        int gap = text.lastIndexOf("\n\n", LONGEST);
        int line = text.lastIndexOf('\n', LONGEST);
        int blank = text.lastIndexOf(' ', LONGEST);
        int half = LONGEST / 2;
        if (gap > half) {
            return gap + 2;
        }
        if (line > half) {
            return line + 1;
        }
        return blank > half ? blank + 1 : whole(text);
    }

    private static int whole(String text) {
        return Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    }
}
