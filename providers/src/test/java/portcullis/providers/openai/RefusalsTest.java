package portcullis.providers.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import portcullis.gateway.route.Trouble;
import portcullis.gateway.route.Trouble.Cause;
import portcullis.gateway.route.Trouble.Reason;
import portcullis.gateway.route.Trouble.Rejected;
import portcullis.gateway.route.Trouble.Throttled;
import portcullis.gateway.route.Trouble.Unavailable;
import portcullis.providers.line.Head;

class RefusalsTest {
    private static final Clock NOON =
            Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);

    private final Refusals refusals = new Refusals(NOON);

    @ParameterizedTest
    @CsvSource({
        "401,AUTHENTICATION", "402,AUTHENTICATION", "403,AUTHENTICATION", "404,NOT_FOUND",
        "405,NOT_FOUND", "301,NOT_FOUND", "408,SERVER_ERROR", "409,SERVER_ERROR",
        "500,SERVER_ERROR", "502,SERVER_ERROR", "503,SERVER_ERROR", "529,SERVER_ERROR"
    })
    void vendorTroublesAreNotTheCallers(int status, Cause cause) {
        assertThat(meaning(status, "")).isEqualTo(new Unavailable(cause));
        assertThat(meaning(status, "<html>")).isEqualTo(new Unavailable(cause));
    }

    @ParameterizedTest
    @CsvSource({
        "context_length_exceeded,CONTEXT_TOO_LONG",
        "content_filter,CONTENT_FILTER",
        "content_policy_violation,CONTENT_FILTER",
        "invalid_value,BAD_REQUEST"
    })
    void badRequestSaysWhy(String code, Reason reason) {
        assertThat(meaning(400, error("invalid_request_error", code)))
                .isEqualTo(new Rejected(reason));
    }

    @Test
    void lengthIsAlsoKnownByItsSentence() {
        String body =
                "{\"error\":{\"message\":\"This model's maximum context length is 8192 tokens\"}}";
        assertThat(meaning(400, body)).isEqualTo(new Rejected(Reason.CONTEXT_TOO_LONG));
    }

    @Test
    void spentAccountIsNotWaitedFor() {
        assertThat(meaning(429, error("insufficient_quota", "insufficient_quota")))
                .isEqualTo(new Unavailable(Cause.AUTHENTICATION));
    }

    @ParameterizedTest
    @CsvSource({"2,2000", "0.25,250", "0,0"})
    void waitIsReadInSeconds(String seconds, long millis) {
        assertThat(pause(Map.of("retry-after", seconds))).contains(Duration.ofMillis(millis));
    }

    @Test
    void waitIsReadInMillisecondsAndAsDate() {
        assertThat(pause(Map.of("retry-after-ms", "1500", "retry-after", "9")))
                .contains(Duration.ofMillis(1_500));
        assertThat(pause(Map.of("retry-after", "Fri, 20 Nov 2026 12:00:30 GMT")))
                .contains(Duration.ofSeconds(30));
        assertThat(pause(Map.of("retry-after", "Fri, 20 Nov 2026 11:00:00 GMT")))
                .contains(Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource({"-5", "soon", "NaN", "1e400", "99999999999999999999"})
    void nonsenseWaitIsNone(String text) {
        assertThat(pause(Map.of("retry-after", text))).isEmpty();
    }

    @Test
    void unavailabilityWithAWaitIsAWait() {
        Head head = new Head(503, name -> Optional.of("1").filter(_ -> name.equals("retry-after")));
        assertThat(refusals.meaning(head, new byte[0]))
                .isEqualTo(new Throttled(Optional.of(Duration.ofSeconds(1))));
    }

    private Optional<Duration> pause(Map<String, String> headers) {
        Head head = new Head(429, name -> Optional.ofNullable(headers.get(name)));
        return ((Throttled) refusals.meaning(head, new byte[0])).pause();
    }

    private Trouble meaning(int status, String body) {
        return refusals.meaning(new Head(status, _ -> Optional.empty()), body.getBytes(UTF_8));
    }

    private static String error(String type, String code) {
        return "{\"error\":{\"message\":\"m\",\"type\":\""
                + type
                + "\",\"code\":\""
                + code
                + "\"}}";
    }
}
