package portcullis.gateway;

/** What happens when a streamed answer breaks off (gateway specification, section 6). */
public enum StreamFailure {
    /**
     * Another target, or the same one after a pause, goes on where the first broke off. The stream
     * ends as with {@link #TERMINATE} when none can, and after a tool call began.
     */
    CONTINUE,
    /** The stream ends with the dialect's error event and no success mark. */
    TERMINATE,
    /**
     * The answer is held until it is complete, so that another target can still take over; beyond
     * the journey's holding limit it is released and then behaves as {@link #TERMINATE}.
     */
    BUFFER
}
