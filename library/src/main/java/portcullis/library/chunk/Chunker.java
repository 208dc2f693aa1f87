package portcullis.library.chunk;

import java.util.ArrayList;
import java.util.List;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;
import portcullis.library.Embeddings;
import portcullis.library.Hash;
import portcullis.library.Page;
import portcullis.library.Passage;
import portcullis.library.screen.Screened;

/**
 * Cuts pages into passages (LIB-27): at most 512 words and 400 tokens of the space's own tokenizer,
 * whole sentences where they fit, about 50 words of overlap, never across pages. A passage's text
 * is exactly the part of the page between its offsets. Refuses with DOCUMENT_WITHOUT_TEXT when no
 * page has a word.
 */
public final class Chunker {
    /** Changes when the same page would be cut differently. */
    private static final String VERSION = "1";

    private static final int MOST_WORDS = 512;
    private static final int MOST_TOKENS = 400;
    private static final int OVERLAP = 50;

    private final Embeddings embeddings;

    public Chunker(Embeddings embeddings) {
        this.embeddings = embeddings;
    }

    public Outcome<Chunked> chunk(Screened screened) {
        List<Passage> passages = new ArrayList<>();
        for (Page page : screened.pages()) {
            passages.addAll(cut(page));
        }
        return passages.isEmpty()
                ? Outcome.refused(RefusalCode.DOCUMENT_WITHOUT_TEXT)
                : Outcome.passed(new Chunked(screened, passages));
    }

    List<Passage> cut(Page page) {
        String text = page.text().reveal();
        int tokens = Math.min(MOST_TOKENS, embeddings.maxTokens());
        Measure measure =
                new Measure(
                        text,
                        MOST_WORDS,
                        tokens,
                        span -> embeddings.tokens(SensitiveText.of(span.in(text))));
        return new Packer(measure, OVERLAP)
                .pack().stream().map(span -> passage(page, text, span)).toList();
    }

    private static Passage passage(Page page, String text, Span span) {
        String part = span.in(text);
        return new Passage(
                page.number(),
                span.start(),
                span.end(),
                page.section(),
                SensitiveText.of(part),
                Hash.of(VERSION, ownHeading(page), part));
    }

    /** The innermost heading; those above it may change without changing this page. */
    private static String ownHeading(Page page) {
        String section = page.section().reveal();
        return section.substring(section.lastIndexOf('›') + 1).strip();
    }
}
