package portcullis.library;

/** How far a version has come (LIB-37). */
public enum Status {
    /** Stored and waiting for a worker. */
    PENDING,
    /** In the hands of a worker. */
    PROCESSING,
    /** Readable and searchable; never changes again. */
    COMPLETED,
    /** Refused for a reason that the owner can read. */
    FAILED,
    /** Stopped by a person. */
    PAUSED,
    /** Broke the parser or ran into one of its caps (LIB-19). */
    QUARANTINED
}
