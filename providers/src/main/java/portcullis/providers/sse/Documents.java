package portcullis.providers.sse;

/** Cuts the bytes of one stream into its documents. Not thread-safe. */
public interface Documents {

    /** What is told about each document. */
    interface Sink {
        /**
         * One document.
         *
         * @param name its {@code event:} field, or empty
         * @param data a fresh array
         */
        void event(String name, byte[] data);
    }

    /** Takes the next bytes. False when a document is too long: the stream cannot be read on. */
    boolean feed(byte[] bytes, Sink sink);

    /** The stream is over: hands on a last document that only lacks its end. */
    void end(Sink sink);
}
