package portcullis.parser;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.commonmark.parser.Parser;

/** Reads Markdown (CommonMark). A heading starts a page; raw HTML is read as text only. */
final class MarkdownReader implements Reader {

    @Override
    public void read(byte[] content, Pages pages) throws IOException {
        Sections sections = new Sections(pages);
        try {
            Parser.builder()
                    .build()
                    .parse(Decoder.decode(content))
                    .accept(new MarkdownText(sections, pages));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        sections.flush();
    }
}
