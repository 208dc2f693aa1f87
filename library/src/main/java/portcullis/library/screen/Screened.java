package portcullis.library.screen;

import java.util.List;
import java.util.Set;
import portcullis.kernel.Label;
import portcullis.kernel.SensitiveText;
import portcullis.library.Claimed;
import portcullis.library.Page;
import portcullis.library.parse.Parsed;

/** Pages whose text is canonical: screened and masked. Only {@link Screener} makes one (SCR-1). */
public final class Screened {
    private final Parsed parsed;
    private final SensitiveText title;
    private final List<Page> pages;

    Screened(Parsed parsed, SensitiveText title, List<Page> pages) {
        this.parsed = parsed;
        this.title = title;
        this.pages = List.copyOf(pages);
    }

    public Claimed claimed() {
        return parsed.claimed();
    }

    /** The document's name, masked; what is indexed and shown beside a quote. */
    public SensitiveText title() {
        return title;
    }

    /** Canonical pages, by number. */
    public List<Page> pages() {
        return pages;
    }

    /** What was seen in the file and neither followed nor run (LIB-4 to LIB-8). */
    public Set<Label> findings() {
        return parsed.findings();
    }

    /** Pages that the document has, readable or not. */
    public int pageCount() {
        return parsed.pageCount();
    }
}
