package portcullis.providers.line;

/** Understands one answer of a vendor, document by document. Not thread-safe. */
public interface Hearing {

    /** One event of a stream. */
    Heard event(byte[] data);

    /** A plain answer as a whole. */
    Heard whole(byte[] body);

    /** How far a streamed answer has come. */
    Progress progress();

    /** How far a streamed answer has come. */
    enum Progress {
        /** No event with content yet. */
        NOTHING,
        /** Content has begun, and more must come. */
        BEGUN,
        /** Every part is complete; token counts may still come. */
        FINISHED,
        /** Complete, token counts included. */
        SETTLED
    }
}
