package portcullis.library.cite;

import portcullis.kernel.SensitiveText;
import portcullis.library.DocumentId;

/**
 * A claim that a text stands somewhere; nothing is proven yet.
 *
 * @param page from 1
 * @param start first UTF-16 unit in the canonical text of the page
 * @param end one past the last UTF-16 unit
 */
public record Quote(
        DocumentId document, int version, int page, int start, int end, SensitiveText text) {}
