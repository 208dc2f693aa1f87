package portcullis.parser;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * Reads HTML (LIB-7). The character set is that of the byte order mark, else of the file's own
 * declaration, else as for plain text. Scripts, styles and hidden elements are left out; nothing
 * the page refers to is fetched.
 */
final class HtmlReader implements Reader {
    private static final int HEAD = 4096;
    private static final Pattern DECLARATION =
            Pattern.compile("(?:charset|encoding)\\s*=", Pattern.CASE_INSENSITIVE);

    @Override
    public void read(byte[] content, Pages pages) throws IOException {
        Sections sections = new Sections(pages);
        try {
            parse(content).filter(new HtmlText(sections, pages));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        sections.flush();
    }

    private static Document parse(byte[] content) throws IOException {
        int head = Math.min(content.length, HEAD);
        String start = new String(content, 0, head, StandardCharsets.ISO_8859_1);
        boolean declared = Decoder.mark(content) == 0 && DECLARATION.matcher(start).find();
        return declared
                ? Jsoup.parse(new ByteArrayInputStream(content), null, "")
                : Jsoup.parse(Decoder.decode(content));
    }
}
