package portcullis.providers.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import portcullis.gateway.route.Ask;
import portcullis.gateway.route.Trouble;
import portcullis.gateway.route.Trouble.Cause;
import portcullis.gateway.route.Trouble.Reason;
import portcullis.gateway.route.Trouble.Rejected;
import portcullis.gateway.route.Trouble.Throttled;
import portcullis.gateway.route.Trouble.Unavailable;
import portcullis.kernel.SensitiveText;
import portcullis.providers.chat.Chat;
import portcullis.providers.line.Head;
import portcullis.providers.line.Hearing;
import portcullis.providers.line.RetryAfter;
import portcullis.providers.line.Tongue;
import portcullis.providers.line.Worded;

/** Ollama's chat API over HTTP. A streamed answer comes as lines of JSON. */
final class OllamaTongue implements Tongue {
    private final Optional<SensitiveText> key;
    private final RetryAfter retryAfter;

    OllamaTongue(Optional<SensitiveText> key, Clock clock) {
        this.key = key;
        this.retryAfter = new RetryAfter(clock);
    }

    @Override
    public String path(Ask ask) {
        return "/api/chat";
    }

    /** A server of one's own needs no key; the hosted one does. */
    @Override
    public Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        headers.put("content-type", "application/json");
        key.ifPresent(secret -> headers.put("authorization", "Bearer " + secret.reveal()));
        return headers;
    }

    @Override
    public Framing framing() {
        return Framing.LINES;
    }

    @Override
    public Worded word(Ask ask) {
        return Chat.word(ask, chat -> new Conversation(chat).question(ask.model()));
    }

    /** 404 is a model that was never pulled; 503 a queue that is full. */
    @Override
    public Trouble refusal(Head head, byte[] body) {
        Optional<Duration> pause = retryAfter.in(head);
        return switch (head.status()) {
            case 400, 413, 422 -> invalid(body);
            case 401, 402, 403 -> new Unavailable(Cause.AUTHENTICATION);
            case 404, 405, 410 -> new Unavailable(Cause.NOT_FOUND);
            case 429 -> new Throttled(pause);
            default -> byClass(head.status(), pause);
        };
    }

    private static Trouble byClass(int status, Optional<Duration> pause) {
        return switch (status / 100) {
            case 3 -> new Unavailable(Cause.NOT_FOUND);
            case 4 ->
                    status == 408 || status == 409
                            ? new Unavailable(Cause.SERVER_ERROR)
                            : new Rejected(Reason.BAD_REQUEST);
            default ->
                    pause.isPresent() ? new Throttled(pause) : new Unavailable(Cause.SERVER_ERROR);
        };
    }

    private static Trouble invalid(byte[] body) {
        try {
            String said = Chat.JSON.readTree(body).path("error").asText();
            return new Rejected(tooLong(said) ? Reason.CONTEXT_TOO_LONG : Reason.BAD_REQUEST);
        } catch (IOException notJson) {
            return new Rejected(Reason.BAD_REQUEST);
        }
    }

    /** An error in the middle of an answer is a line of its own: a text and no code. */
    static Trouble meaning(JsonNode error) {
        return tooLong(error.asText())
                ? new Rejected(Reason.CONTEXT_TOO_LONG)
                : new Unavailable(Cause.SERVER_ERROR);
    }

    /** Read for what it says about the cause, and never handed on. */
    private static boolean tooLong(String said) {
        String message = said.toLowerCase(Locale.ROOT);
        return message.contains("context length") || message.contains("context size");
    }

    @Override
    public Hearing hear(Ask ask) {
        return new OllamaHearing(ask.request().request());
    }
}
