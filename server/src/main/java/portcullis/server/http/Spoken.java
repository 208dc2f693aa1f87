package portcullis.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import portcullis.gateway.Dialect;
import portcullis.gateway.SpokenRefusal;
import portcullis.kernel.FieldPath;
import portcullis.kernel.Refusal;
import portcullis.kernel.RequestId;
import portcullis.kernel.RetryAdvice;

/**
 * A refusal as a caller sees it: in the shape of the model API under {@code /v1}, as a problem
 * document (RFC 9457) elsewhere. It holds the code's sentence and nothing of the input.
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record Spoken(int status, Map<String, String> headers, byte[] body) {

    static Spoken of(Optional<Dialect> dialect, Refusal refusal, RequestId request) {
        return dialect.map(language -> SpokenRefusal.of(language, request, refusal))
                .map(told -> new Spoken(told.status(), told.headers(), told.body()))
                .orElseGet(
                        () ->
                                new Spoken(
                                        refusal.code().status(),
                                        headers(refusal),
                                        problem(refusal, request)));
    }

    private static Map<String, String> headers(Refusal refusal) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/problem+json");
        if (refusal.code().retry() == RetryAdvice.LATER) {
            Duration pause = refusal.pause().orElse(Duration.ofSeconds(1));
            long millis = Math.max(1, pause.toMillis());
            headers.put("retry-after", Long.toString((millis + 999) / 1000));
            headers.put("retry-after-ms", Long.toString(millis));
        }
        return headers;
    }

    private static byte[] problem(Refusal refusal, RequestId request) {
        String code = refusal.code().name().toLowerCase(Locale.ROOT);
        StringBuilder json = new StringBuilder(256).append('{');
        member(json, "type", "urn:portcullis:problem:" + code.replace('_', '-'));
        member(json, "title", refusal.code().sentence());
        json.append("\"status\":").append(refusal.code().status()).append(',');
        member(json, "code", code);
        member(json, "detail", refusal.sentence());
        Optional<String> field = refusal.field().map(FieldPath::toString);
        field.ifPresent(path -> member(json, "field", path));
        member(json, "request_id", request.value());
        json.setCharAt(json.length() - 1, '}');
        return json.toString().getBytes(UTF_8);
    }

    /** Sentences, codes, ids and schema names hold no control characters. */
    private static void member(StringBuilder json, String name, String value) {
        json.append('"').append(name).append("\":\"");
        json.append(value.replace("\\", "\\\\").replace("\"", "\\\"")).append("\",");
    }
}
