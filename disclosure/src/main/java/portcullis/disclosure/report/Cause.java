package portcullis.disclosure.report;

/** Why an incident was opened (SCR-47). */
public enum Cause {
    /** A made-up value was found where none may be, or was not found where it must be. */
    CANARY,
    /** A text that was masked still held protected information (SCR-17). */
    RESCAN,
    /** Protected information in a log. */
    LOG,
    /** A way of a text that no handler reads. */
    MATRIX,
    /** Somebody reported it. */
    REPORTED
}
