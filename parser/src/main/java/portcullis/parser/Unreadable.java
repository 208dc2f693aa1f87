package portcullis.parser;

/** A document that a reader has to give up, for a typed reason. */
final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    private final Frame.Reason reason;

    Unreadable(Frame.Reason reason) {
        super("the document cannot be read: " + reason);
        this.reason = reason;
    }

    Frame.Reason reason() {
        return reason;
    }
}
