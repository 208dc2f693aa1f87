package portcullis.governance.limit;

/** How a limit comes back (GOV-23). */
public enum Shape {
    /** Evenly, up to a burst. */
    TOKEN_BUCKET,
    /** All at once, at the edges of windows that are aligned to the epoch in UTC. */
    FIXED_WINDOW,
    /** When the request has ended; counted in each process. */
    CONCURRENT
}
