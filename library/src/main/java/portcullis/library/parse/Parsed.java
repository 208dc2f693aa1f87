package portcullis.library.parse;

import java.util.List;
import java.util.Set;
import portcullis.kernel.Label;
import portcullis.library.Claimed;
import portcullis.library.Page;

/**
 * The raw text of a version, page by page, unscreened. Only {@link Parser} makes one; only the
 * screening room may read it.
 */
public final class Parsed {
    private final Claimed claimed;
    private final List<Page> pages;
    private final int pageCount;
    private final Set<Label> findings;

    Parsed(Claimed claimed, List<Page> pages, int pageCount, Set<Label> findings) {
        this.claimed = claimed;
        this.pages = List.copyOf(pages);
        this.pageCount = pageCount;
        this.findings = Set.copyOf(findings);
    }

    public Claimed claimed() {
        return claimed;
    }

    /** Pages with text, by number. */
    public List<Page> pages() {
        return pages;
    }

    /** Pages that the document has, readable or not. */
    public int pageCount() {
        return pageCount;
    }

    /** What was seen in the file and neither followed nor run (LIB-4 to LIB-8). */
    public Set<Label> findings() {
        return findings;
    }
}
