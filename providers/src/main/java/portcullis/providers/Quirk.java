package portcullis.providers;

/** Where a vendor differs from others of its dialect. */
public enum Quirk {
    /** The key travels in {@code api-key}, not as a bearer token. */
    KEY_IN_ITS_OWN_HEADER,
    /**
     * The model is a deployment and stands in the path, with the version of the API behind it:
     * {@code /openai/deployments/MODEL/chat/completions?api-version=VERSION}.
     */
    MODEL_IN_THE_PATH,
    /**
     * Headers tell what is left of the quota. With two requests or 1,000 tokens left the next calls
     * go elsewhere until it is full again, so that no call is refused for nothing.
     */
    QUOTA_IN_HEADERS,
    /**
     * Embeddings are asked for with {@code input_type}: {@code query} or {@code passage}. A request
     * that says neither asks for queries.
     */
    VECTORS_HAVE_A_PURPOSE
}
