package portcullis.providers.offline;

import java.util.Optional;
import portcullis.kernel.SensitiveText;

/**
 * A piece of a document that an answer may quote.
 *
 * @param number what the answer cites it by, {@code [number]}
 * @param text as it stands in the document, masked where the policy masks
 * @param source the document and page, when the library knows them
 */
public record Passage(int number, String title, String text, Optional<Source> source) {

    /**
     * Where a passage stands.
     *
     * @param page from 1
     */
    public record Source(String document, int page) {}

    /** A passage of the library; this model is a provider and may read the masked text. */
    public static Passage of(int number, SensitiveText title, SensitiveText text, Source source) {
        return new Passage(number, title.reveal(), text.reveal(), Optional.of(source));
    }
}
