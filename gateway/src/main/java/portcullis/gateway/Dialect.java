package portcullis.gateway;

/** A wire language that clients or providers speak. */
public enum Dialect {
    OPENAI_CHAT
}
