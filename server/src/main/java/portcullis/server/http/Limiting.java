package portcullis.server.http;

/** What a visit takes from the limits of its key. */
public enum Limiting {
    /** Nothing: the route costs nobody anything, or has no caller. */
    NOTHING,
    /** One request. */
    REQUEST,
    /** One request and tokens by the size of the body; the journey settles them. */
    TOKENS
}
