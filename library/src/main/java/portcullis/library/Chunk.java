package portcullis.library;

import portcullis.kernel.SensitiveText;

/**
 * A passage of one document version, the unit of retrieval.
 *
 * @param version 1 for the first version of a document
 * @param page page it stands on, from 1
 * @param start first UTF-16 unit in the canonical text of that page
 * @param end one past the last UTF-16 unit; {@code text} is exactly that part of the page
 * @param section headings above it, outermost first, joined by " › "; may be empty
 */
public record Chunk(
        ChunkId id,
        DocumentId document,
        int version,
        int page,
        int start,
        int end,
        SensitiveText section,
        SensitiveText text) {}
