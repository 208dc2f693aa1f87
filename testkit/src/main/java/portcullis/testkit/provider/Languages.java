package portcullis.testkit.provider;

import java.io.IOException;
import java.util.Optional;
import portcullis.testkit.provider.Asked.Language;

/** Which language is spoken on which route, and by whose rules. */
final class Languages {
    private Languages() {}

    static Optional<Language> of(String line) {
        if (!line.startsWith("POST ")) {
            return Optional.empty();
        }
        if (line.endsWith("/chat/completions") || line.contains("/chat/completions?")) {
            return Optional.of(Language.CHAT);
        }
        if (line.endsWith("/messages")) {
            return Optional.of(Language.MESSAGES);
        }
        if (line.endsWith(":generateContent") || line.endsWith(":streamGenerateContent?alt=sse")) {
            return Optional.of(Language.GEMINI);
        }
        return line.endsWith("/api/chat") ? Optional.of(Language.OLLAMA) : Optional.empty();
    }

    /** The body of a 400; empty when the request is in order. */
    static Optional<String> complaint(Language language, Exchange exchange) throws IOException {
        return switch (language) {
            case CHAT -> Optional.empty();
            case MESSAGES -> MessagesRules.complaint(exchange);
            case GEMINI -> GeminiRules.complaint(exchange);
            case OLLAMA -> OllamaRules.complaint(exchange);
        };
    }

    static Speech speech(Spoken spoken, long number) {
        return switch (spoken.asked().language()) {
            case CHAT -> new ChatSpeech(spoken, number);
            case MESSAGES -> new MessagesSpeech(spoken, number);
            case GEMINI -> new GeminiSpeech(spoken, number);
            case OLLAMA -> new OllamaSpeech(spoken);
        };
    }
}
