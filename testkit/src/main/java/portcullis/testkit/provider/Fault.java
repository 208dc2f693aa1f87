package portcullis.testkit.provider;

/**
 * What goes wrong on the wire (gateway specification, section 7). Faults "in the middle" strike
 * after {@link Turn#faultAfter()} events of a stream, or halfway through a plain body.
 */
public enum Fault {
    /** Everything is well. */
    NONE,
    /** F5: a TCP reset before the first byte of the answer. */
    RESET_BEFORE_HEAD,
    /** F5: an orderly close before the first byte of the answer. */
    CLOSE_BEFORE_HEAD,
    /** F6: the connection stands, and nothing is ever said. */
    SILENCE,
    /** F17: a good head, then nothing. */
    SILENCE_AFTER_HEAD,
    /** F8: an orderly close in the middle. */
    CUT,
    /** F8: a TCP reset in the middle. */
    RESET,
    /** F9: nothing more after the middle; the connection stays open. */
    STALL,
    /** F10: one event in the middle holds broken JSON; the others are fine. */
    MALFORMED_EVENT,
    /** A transfer chunk whose length is not a number. */
    BAD_FRAMING,
    /** An error object instead of an event in the middle, then an orderly end. */
    ERROR_EVENT,
    /** F11: the stream ends in order, but without {@code [DONE]}. */
    NO_DONE,
    /** F11: everything is said except {@code [DONE]}, and the connection stays open. */
    NO_DONE_NO_END,
    /** F17: an orderly close after the first byte of a two-byte character. */
    CUT_IN_CHARACTER,
    /** F17: {@code [DONE]} twice. */
    DOUBLE_DONE,
    /** F17: one event of more than 2 MB; a plain answer of more than 24 MB. */
    HUGE_EVENT,
    /** F17: every byte in a packet of its own. */
    BYTE_BY_BYTE,
    /** F17: gzip although nobody asked for it. */
    GZIP,
    /** F17: status 200 and an HTML page. */
    HTML_PAGE,
    /** Not a fault: lines end in CR LF, with comments between the events. */
    CRLF_AND_COMMENTS,
    /** Not a fault: lines end in CR. */
    CR_LINES,
    /** Not a fault: the connection is closed after a complete answer. */
    CLOSE_AFTER
}
