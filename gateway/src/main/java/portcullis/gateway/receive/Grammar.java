package portcullis.gateway.receive;

import java.util.Set;
import portcullis.gateway.Dialect;

/**
 * What a dialect's requests look like.
 *
 * @param root where the body stands
 * @param required fields without which there is no request
 */
record Grammar(Place root, Set<String> required) {
    private static final Grammar CHAT = new Grammar(ChatPlace.ROOT, Set.of("messages"));

    private static final Grammar RESPONSES = new Grammar(ResponsesPlace.ROOT, Set.of("input"));

    private static final Grammar MESSAGES =
            new Grammar(MessagesPlace.ROOT, Set.of("max_tokens", "messages"));

    private static final Grammar COUNT = new Grammar(MessagesPlace.ROOT, Set.of("messages"));

    private static final Grammar EMBEDDINGS = new Grammar(EmbeddingsPlace.ROOT, Set.of("input"));

    Grammar {
        required = Set.copyOf(required);
    }

    static Grammar of(Dialect dialect) {
        return switch (dialect) {
            case OPENAI_CHAT -> CHAT;
            case OPENAI_RESPONSES -> RESPONSES;
            case ANTHROPIC_MESSAGES -> MESSAGES;
            case ANTHROPIC_COUNT -> COUNT;
            case OPENAI_EMBEDDINGS -> EMBEDDINGS;
        };
    }
}
