package portcullis.gateway;

/** A wire language that clients or providers speak. */
public enum Dialect {
    /** {@code POST /v1/chat/completions}. */
    OPENAI_CHAT,
    /** {@code POST /v1/responses}. No vendor is spoken to in it: it is worded as a chat. */
    OPENAI_RESPONSES
}
