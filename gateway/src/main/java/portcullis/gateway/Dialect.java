package portcullis.gateway;

/** A wire language that clients or providers speak, one for each kind of question. */
public enum Dialect {
    /** {@code POST /v1/chat/completions}. */
    OPENAI_CHAT,
    /** {@code POST /v1/responses}. No vendor is spoken to in it: it is worded as a chat. */
    OPENAI_RESPONSES,
    /** {@code POST /v1/embeddings}: vectors of texts. Said to nobody in another dialect. */
    OPENAI_EMBEDDINGS,
    /** {@code POST /v1/messages}. */
    ANTHROPIC_MESSAGES,
    /** {@code POST /v1/messages/count_tokens}: how many tokens a Messages request has. */
    ANTHROPIC_COUNT;

    /** Whether its answers may be asked for as a stream. */
    public boolean streams() {
        return switch (this) {
            case OPENAI_CHAT, OPENAI_RESPONSES, ANTHROPIC_MESSAGES -> true;
            case OPENAI_EMBEDDINGS, ANTHROPIC_COUNT -> false;
        };
    }
}
