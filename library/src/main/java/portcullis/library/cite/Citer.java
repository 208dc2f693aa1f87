package portcullis.library.cite;

import java.util.Optional;
import java.util.regex.Pattern;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.StoreUnavailable;
import portcullis.library.DocumentStore;
import portcullis.library.Hash;
import portcullis.library.Page;

/**
 * Accepts a quote only when it stands, unit for unit, at its place in the canonical text of that
 * version (LIB-57). Refuses with {@code NOT_FOUND}, whether it is forged, shifted, of another
 * document or not for this caller.
 */
public final class Citer {
    /** What stands in the text for something masked (SCR-30); it is evidence of nothing. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\[[A-Z][A-Z0-9_]{0,18}]");

    private final DocumentStore store;

    public Citer(DocumentStore store) {
        this.store = store;
    }

    public Outcome<Cited> cite(Permitted caller, Quote quote) {
        try {
            Optional<Page> page =
                    store.page(caller, quote.document(), quote.version(), quote.page());
            return page.isPresent() && stands(quote, page.get()) && says(quote)
                    ? Outcome.passed(new Cited(quote, Hash.of(quote.text().reveal())))
                    : Outcome.refused(RefusalCode.NOT_FOUND);
        } catch (StoreUnavailable away) {
            return Outcome.refused(RefusalCode.RETRIEVAL_UNAVAILABLE);
        }
    }

    private static boolean stands(Quote quote, Page page) {
        String canonical = page.text().reveal();
        return quote.start() >= 0
                && quote.start() < quote.end()
                && quote.end() <= canonical.length()
                && canonical.substring(quote.start(), quote.end()).equals(quote.text().reveal());
    }

    private static boolean says(Quote quote) {
        String words = PLACEHOLDER.matcher(quote.text().reveal()).replaceAll(" ");
        return words.codePoints().anyMatch(Character::isLetterOrDigit);
    }
}
