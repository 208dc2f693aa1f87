package portcullis.library;

/**
 * What became of an upload (LIB-29).
 *
 * @param version the number that the uploaded bytes have
 */
public record Accepted(DocumentId document, int version, Arrival arrival, Status status) {

    /** What was written. */
    public enum Arrival {
        /** The tenant has a document with these bytes as its newest version: nothing. */
        EXISTING,
        /** A new document. */
        CREATED,
        /** A new version of the document that has this name. */
        VERSION_BUMPED
    }
}
