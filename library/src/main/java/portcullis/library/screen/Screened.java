package portcullis.library.screen;

import java.util.List;
import portcullis.library.Claimed;
import portcullis.library.Page;
import portcullis.library.parse.Parsed;

/** Pages whose text is canonical: screened and masked. Only {@link Screener} makes one (SCR-1). */
public final class Screened {
    private final Parsed parsed;
    private final List<Page> pages;

    Screened(Parsed parsed, List<Page> pages) {
        this.parsed = parsed;
        this.pages = List.copyOf(pages);
    }

    public Claimed claimed() {
        return parsed.claimed();
    }

    /** Canonical pages, by number. */
    public List<Page> pages() {
        return pages;
    }

    /** Whether some pages of the document could not be read (LIB-14). */
    public boolean partial() {
        return parsed.partial();
    }
}
