package portcullis.kernel;

/** What a caller should do after a refusal. */
public enum RetryAdvice {
    /** The same request can never succeed. */
    NEVER,
    /** It can succeed once the caller has changed it. */
    AFTER_FIX,
    /** The same request may succeed later. */
    LATER
}
