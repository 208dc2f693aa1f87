package portcullis.library.retrieve;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import portcullis.kernel.SensitiveText;
import portcullis.library.Chunk;
import portcullis.library.VectorIndex.Guarantee;

/** What was found, best first, and how it was searched. Only {@link Retriever} makes one. */
public final class Retrieved {
    private final List<Hit> hits;
    private final Search search;

    Retrieved(List<Hit> hits, Search search) {
        this.hits = List.copyOf(hits);
        this.search = search;
    }

    /** At most k; empty when the library holds nothing that fits. */
    public List<Hit> hits() {
        return hits;
    }

    public Search search() {
        return search;
    }

    /**
     * A chunk that the caller may read now.
     *
     * @param title name of the document
     * @param score 0–1 within this search; not to be compared between searches
     * @param lexical BM25; 0 when that leg did not find it
     * @param vector cosine, −1–1; 0 when that leg did not find it
     */
    public record Hit(
            Chunk chunk, SensitiveText title, double score, double lexical, double vector) {}

    /**
     * How it was searched (LIB-43, LIB-69).
     *
     * @param allowed how many chunks the caller could have got
     * @param space of the vectors
     * @param degraded legs that should have searched and could not
     */
    public record Search(
            Question.Mode mode,
            long allowed,
            Guarantee guarantee,
            String space,
            Set<Leg> degraded,
            Duration took) {
        public Search {
            degraded = Set.copyOf(degraded);
        }
    }

    /** A way to find chunks. */
    public enum Leg {
        LEXICAL,
        VECTOR
    }
}
