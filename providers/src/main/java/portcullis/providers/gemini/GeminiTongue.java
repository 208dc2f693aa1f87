package portcullis.providers.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
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

/** The Gemini API over HTTP. A streamed answer comes as server-sent events. */
final class GeminiTongue implements Tongue {
    private final Optional<SensitiveText> key;
    private final RetryAfter retryAfter;

    GeminiTongue(Optional<SensitiveText> key, Clock clock) {
        this.key = key;
        this.retryAfter = new RetryAfter(clock);
    }

    /** Tuned models bring their own folder. */
    @Override
    public String path(Ask ask) {
        String model = ask.model().contains("/") ? ask.model() : "models/" + ask.model();
        String method =
                ask.request().streamed() ? ":streamGenerateContent?alt=sse" : ":generateContent";
        return "/" + model + method;
    }

    @Override
    public Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        headers.put("content-type", "application/json");
        key.ifPresent(secret -> headers.put("x-goog-api-key", secret.reveal()));
        return headers;
    }

    @Override
    public Worded word(Ask ask) {
        return Chat.word(ask, chat -> new Contents(chat).question());
    }

    @Override
    public Trouble refusal(Head head, byte[] body) {
        Optional<Duration> pause = retryAfter.in(head);
        return switch (fault(body, head.status())) {
            case Throttled(var told) -> new Throttled(told.isPresent() ? told : pause);
            case Unavailable(var cause) when cause == Cause.SERVER_ERROR && pause.isPresent() ->
                    new Throttled(pause);
            case Trouble other -> other;
        };
    }

    @Override
    public Hearing hear(Ask ask) {
        return new GeminiHearing(ask.request().request());
    }

    private static Trouble fault(byte[] body, int status) {
        try {
            return meaning(Chat.JSON.readTree(body), status);
        } catch (IOException notJson) {
            return meaning(Chat.JSON.missingNode(), status);
        }
    }

    /**
     * What an error means; it may be the only element of a list. A wrong key comes as 400 with this
     * vendor. The message is read for what it says about the cause and never handed on.
     *
     * @param status that of the answer, which counts when the error has no code
     */
    static Trouble meaning(JsonNode document, int status) {
        JsonNode error = (document.isArray() ? document.path(0) : document).path("error");
        String message = error.path("message").asText().toLowerCase(Locale.ROOT);
        return switch (error.path("code").asInt(status)) {
            case 400, 413, 422 -> invalid(error, message);
            case 401, 402, 403 -> new Unavailable(Cause.AUTHENTICATION);
            case 404, 405, 410 -> new Unavailable(Cause.NOT_FOUND);
            case 429 -> new Throttled(delay(error));
            default -> byClass(status);
        };
    }

    private static Trouble byClass(int status) {
        return switch (status / 100) {
            case 3 -> new Unavailable(Cause.NOT_FOUND);
            case 4 ->
                    status == 408 || status == 409
                            ? new Unavailable(Cause.SERVER_ERROR)
                            : new Rejected(Reason.BAD_REQUEST);
            default -> new Unavailable(Cause.SERVER_ERROR);
        };
    }

    private static Trouble invalid(JsonNode error, String message) {
        boolean precondition = error.path("status").asText().equals("FAILED_PRECONDITION");
        if (precondition || message.contains("api key")) {
            return new Unavailable(Cause.AUTHENTICATION);
        }
        boolean tooLong =
                message.contains("exceeds the maximum number of tokens")
                        || message.contains("input token count");
        return new Rejected(tooLong ? Reason.CONTEXT_TOO_LONG : Reason.BAD_REQUEST);
    }

    /** The delay of google.rpc.RetryInfo: seconds with an {@code s}, such as {@code 36.5s}. */
    private static Optional<Duration> delay(JsonNode error) {
        for (JsonNode detail : error.path("details")) {
            String delay = detail.path("retryDelay").asText();
            if (delay.matches("\\d{1,6}(\\.\\d{1,9})?s")) {
                BigDecimal seconds = new BigDecimal(delay.substring(0, delay.length() - 1));
                return Optional.of(Duration.ofMillis(seconds.movePointRight(3).longValue()));
            }
        }
        return Optional.empty();
    }
}
