package portcullis.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import portcullis.kernel.FieldPath;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;
import portcullis.kernel.RetryAdvice;

/**
 * A refusal in a caller's dialect: status, headers and JSON body (GTW-13, GTW-14; gateway
 * specification, section 2.2). Holds nothing of the input: the sentence is the code's own.
 *
 * @param body one JSON document in UTF-8
 * @param eventName what its event is called in a stream; empty where the dialect names no events
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record SpokenRefusal(
        int status, Map<String, String> headers, byte[] body, String eventName) {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final Duration SHORT_PAUSE = Duration.ofSeconds(1);

    /**
     * The refusal in this dialect.
     *
     * @param request stands in the body where the dialect has a place for it
     */
    public static SpokenRefusal of(Dialect dialect, RequestId request, Refusal refusal) {
        return switch (dialect) {
            case OPENAI_CHAT, OPENAI_RESPONSES, OPENAI_EMBEDDINGS ->
                    new SpokenRefusal(
                            refusal.code().status(), headers(refusal), openAi(refusal), "");
            case ANTHROPIC_MESSAGES, ANTHROPIC_COUNT ->
                    new SpokenRefusal(
                            AnthropicError.status(refusal.code()),
                            headers(refusal),
                            AnthropicError.body(request, refusal),
                            "error");
        };
    }

    /** The same as the last event of a stream that had begun (SCR-41). */
    public byte[] event() {
        String name = eventName.isEmpty() ? "" : "event: " + eventName + "\n";
        byte[] head = (name + "data: ").getBytes(UTF_8);
        byte[] event = Arrays.copyOf(head, head.length + body.length + 2);
        System.arraycopy(body, 0, event, head.length, body.length);
        event[event.length - 2] = '\n';
        event[event.length - 1] = '\n';
        return event;
    }

    private static byte[] openAi(Refusal refusal) {
        String param =
                refusal.field().map(FieldPath::toString).map(SpokenRefusal::quoted).orElse("null");
        return ("{\"error\":{\"message\":"
                        + quoted(refusal.sentence())
                        + ",\"type\":"
                        + quoted(type(refusal.code()))
                        + ",\"param\":"
                        + param
                        + ",\"code\":"
                        + quoted(code(refusal.code()))
                        + "}}")
                .getBytes(UTF_8);
    }

    /** Safe for the sentences and schema names of refusals, which hold no control characters. */
    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String type(RefusalCode code) {
        if (code == RefusalCode.BUDGET_SPENT) {
            return "insufficient_quota";
        }
        return switch (code.status()) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 429 -> "rate_limit_error";
            default -> code.status() >= 500 ? "server_error" : "invalid_request_error";
        };
    }

    /** The code the SDKs of the dialect know where there is one, else our own in lower case. */
    private static String code(RefusalCode code) {
        if (code == RefusalCode.UNAUTHENTICATED) {
            return "invalid_api_key";
        }
        if (code == RefusalCode.CONTEXT_TOO_LONG) {
            return "context_length_exceeded";
        }
        if (code == RefusalCode.CONTENT_FILTERED) {
            return "content_filter";
        }
        if (code == RefusalCode.OVER_LIMIT) {
            return "rate_limit_exceeded";
        }
        if (code == RefusalCode.BUDGET_SPENT) {
            return "insufficient_quota";
        }
        return code.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> headers(Refusal refusal) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        Optional<Duration> pause = pause(refusal);
        boolean again = pause.isPresent() && pause.get().compareTo(LONGEST_PAUSE) <= 0;
        headers.put("x-should-retry", Boolean.toString(again));
        pause.ifPresent(span -> advise(headers, again ? span : LONGEST_PAUSE));
        return headers;
    }

    private static void advise(Map<String, String> headers, Duration span) {
        long millis = Math.max(1, span.toMillis());
        headers.put("retry-after", Long.toString((millis + 999) / 1000));
        headers.put("retry-after-ms", Long.toString(millis));
    }

    /** Empty when asking again cannot help, or when our own retries already tried (GTW-14). */
    private static Optional<Duration> pause(Refusal refusal) {
        if (refusal.code().retry() != RetryAdvice.LATER || retriesAreSpent(refusal.code())) {
            return Optional.empty();
        }
        return Optional.of(refusal.pause().orElse(SHORT_PAUSE));
    }

    private static boolean retriesAreSpent(RefusalCode code) {
        return code == RefusalCode.PROVIDER_UNAVAILABLE
                || code == RefusalCode.PROVIDER_TIMEOUT
                || code == RefusalCode.PROVIDER_MALFORMED
                || code == RefusalCode.PROVIDER_CUT;
    }
}
