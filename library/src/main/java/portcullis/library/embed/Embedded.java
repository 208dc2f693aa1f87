package portcullis.library.embed;

import portcullis.library.chunk.Chunked;

/**
 * Passages whose vectors of one space the {@link portcullis.library.VectorMemory} holds. Only the
 * doer of this room makes one, after it has checked and remembered every vector.
 */
public final class Embedded {
    private final Chunked chunked;
    private final String space;

    Embedded(Chunked chunked, String space) {
        this.chunked = chunked;
        this.space = space;
    }

    public Chunked chunked() {
        return chunked;
    }

    /** The space that every passage has a remembered vector of. */
    public String space() {
        return space;
    }
}
