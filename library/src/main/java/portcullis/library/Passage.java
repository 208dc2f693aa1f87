package portcullis.library;

import portcullis.kernel.SensitiveText;

/**
 * A piece of a page before the store has given it a {@link ChunkId}.
 *
 * @param page number of the page it stands on
 * @param start first UTF-16 unit in the canonical text of that page
 * @param end one past the last UTF-16 unit; {@code text} is exactly that part of the page
 * @param section headings above it, outermost first, joined by " › "; may be empty
 * @param hash names the text for remembered vectors; equal texts on equal pages hash the same
 */
public record Passage(
        int page, int start, int end, SensitiveText section, SensitiveText text, Hash hash) {}
