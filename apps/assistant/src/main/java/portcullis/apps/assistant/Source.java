package portcullis.apps.assistant;

import portcullis.kernel.SensitiveText;
import portcullis.library.Chunk;
import portcullis.library.ChunkId;
import portcullis.library.DocumentId;
import portcullis.library.retrieve.Retrieved.Hit;

/**
 * A passage that an answer rests on (AST-2).
 *
 * @param number as in the mark {@code [1]}, in the order in which the answer cites them
 * @param text verbatim from the page: the first quote that supports a sentence
 * @param title name of the document
 * @param score 0–1 within this retrieval
 * @param start first UTF-16 unit of {@code text} in the canonical text of the page
 */
public record Source(
        int number,
        SensitiveText text,
        SensitiveText title,
        DocumentId document,
        int version,
        int page,
        ChunkId chunk,
        int start,
        int end,
        double score) {

    static Source of(int number, Hit hit, SensitiveText text, int start) {
        Chunk chunk = hit.chunk();
        return new Source(
                number,
                text,
                hit.title(),
                chunk.document(),
                chunk.version(),
                chunk.page(),
                chunk.id(),
                start,
                start + text.length(),
                hit.score());
    }
}
