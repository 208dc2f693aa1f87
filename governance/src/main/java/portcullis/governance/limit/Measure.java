package portcullis.governance.limit;

/** What is counted (GOV-22). */
public enum Measure {
    REQUESTS,
    /** Of a model, input and output: reserved at worst, settled as used. */
    TOKENS,
    /** Of a request's body. */
    BYTES,
    /** Requests that are answered right now, open streams among them. */
    CONCURRENT
}
