package portcullis.gateway.route;

/** What a provider tells the router during one attempt. */
public interface Signals {
    /** The vendor tells of its limits; before any frame, and not with every answer. */
    default void quota(Quota quota) {}

    /** One event of a streamed answer, or the whole of a plain one. */
    void frame(Frame frame);

    /** The answer is complete. */
    void done();

    /** The attempt failed; nothing more comes. */
    void failed(Trouble trouble);
}
