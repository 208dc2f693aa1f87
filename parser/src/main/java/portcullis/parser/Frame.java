package portcullis.parser;

/** What a child says. Everything in it comes from a stranger's file and is believed by nobody. */
public sealed interface Frame {

    /** The child stands and can be asked; said once, before the first request. */
    record Ready() implements Frame {}

    /**
     * A page with text.
     *
     * @param number from 1, growing
     * @param section headings it stands under, joined by " › "; may be empty
     * @param text lines end with {@code \n}; no NUL, no lone surrogate
     */
    record Page(int number, String section, String text) implements Frame {
        @Override
        public String toString() {
            return "Page[" + number + ", " + text.length() + "]";
        }
    }

    /** Something seen in the file, neither followed nor run. */
    record Metadata(Sight sight) implements Frame {}

    /**
     * The document was read to its end.
     *
     * @param pages that the document has, readable or not
     */
    record End(int pages) implements Frame {}

    /** The document cannot be read. Nothing follows. */
    record Trouble(Reason reason) implements Frame {}

    /** Why a document cannot be read. */
    enum Reason {
        ENCRYPTED,
        UNREADABLE,
        WITHOUT_TEXT,
        OVER_CAP
    }

    /** What a reader notes about a file. */
    enum Sight {
        /** Some pages could not be read. */
        PARTIAL,
        /** The author asks readers not to copy text. */
        RESTRICTED,
        SCRIPT,
        FORM_XFA,
        EMBEDDED_FILES,
        LAUNCH_ACTION,
        HIDDEN_TEXT,
        REMOTE_REFERENCE,
        IFRAME_SRCDOC,
        RAW_HTML
    }
}
