package portcullis.providers.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Trouble;
import portcullis.gateway.route.Trouble.Cause;
import portcullis.gateway.route.Trouble.Reason;
import portcullis.gateway.route.Trouble.Rejected;
import portcullis.gateway.route.Trouble.Throttled;
import portcullis.gateway.route.Trouble.Unavailable;
import portcullis.providers.FaultContract;
import portcullis.providers.Witness;
import portcullis.testkit.provider.Exchange;
import portcullis.testkit.provider.Fault;
import portcullis.testkit.provider.Turn;

class GeminiFaultTest extends FaultContract {
    @Override
    protected String dialect() {
        return "gemini";
    }

    @Test
    @Tag("R-016")
    void modelAndMethodStandInThePathAndTheKeyInItsHeader() throws Exception {
        assertThat(wired.plain(Turn.echo()).text()).isEqualTo("hello there");
        Exchange plain = wired.vendor.ledger().last();
        assertThat(plain.line()).isEqualTo("POST /v1/models/gpt-x:generateContent");
        assertThat(plain.headers())
                .containsEntry("x-goog-api-key", "sk-test")
                .doesNotContainKey("authorization");
        assertThat(wired.streamed(Turn.echo()).text()).isEqualTo("hello there");
        assertThat(wired.vendor.ledger().last().line())
                .isEqualTo("POST /v1/models/gpt-x:streamGenerateContent?alt=sse");
    }

    @Test
    void countsThatGrowAreSaidOnce() throws Exception {
        Witness heard = wired.streamed(Turn.words(5));
        assertThat(heard.pieces().stream().filter(Piece.Used.class::isInstance))
                .singleElement()
                .isInstanceOfSatisfying(
                        Piece.Used.class, used -> assertThat(used.outputTokens()).isEqualTo(5));
    }

    /** No end mark is missed here, and lines may end as they like. */
    @ParameterizedTest
    @EnumSource(names = {"NO_DONE", "NO_DONE_NO_END", "CRLF_AND_COMMENTS", "CR_LINES"})
    void theFinishReasonIsTheEnd(Fault fault) throws Exception {
        Witness heard = wired.streamed(Turn.says("all of it").with(fault));
        assertThat(heard.trouble()).isEmpty();
        assertThat(heard.text()).isEqualTo("all of it");
    }

    @Test
    void aBlockedPromptIsAContentFilter() throws Exception {
        String blocked = "{\"promptFeedback\":{\"blockReason\":\"PROHIBITED_CONTENT\"}}";
        assertThat(trouble(wired.plain(Turn.body(200, blocked))))
                .isEqualTo(new Rejected(Reason.CONTENT_FILTER));
        String silenced = "{\"candidates\":[{\"finishReason\":\"SAFETY\",\"index\":0}]}";
        assertThat(trouble(wired.plain(Turn.body(200, silenced))))
                .isEqualTo(new Rejected(Reason.CONTENT_FILTER));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|INVALID_ARGUMENT|API key not valid. Please pass a valid API key.|AUTHENTICATION",
                "400|FAILED_PRECONDITION|User location is not supported|AUTHENTICATION",
                "400|INVALID_ARGUMENT|The input token count (9) exceeds the maximum number of tokens"
                        + " allowed (8)|CONTEXT_TOO_LONG",
                "400|INVALID_ARGUMENT|Unknown name|BAD_REQUEST"
            })
    void badRequestSaysWhy(int code, String status, String message, String meaning)
            throws Exception {
        String body =
                "{\"error\":{\"code\":%d,\"status\":\"S\",\"message\":\"M\"}}"
                        .replace("%d", Integer.toString(code))
                        .replace("\"S\"", "\"" + status + "\"")
                        .replace("\"M\"", "\"" + message + "\"");
        Trouble expected =
                meaning.equals("AUTHENTICATION")
                        ? new Unavailable(Cause.AUTHENTICATION)
                        : new Rejected(Reason.valueOf(meaning));
        assertThat(trouble(wired.streamed(Turn.body(code, body)))).isEqualTo(expected);
        assertThat(trouble(wired.plain(Turn.body(code, "[" + body + "]")))).isEqualTo(expected);
    }

    @Test
    void theDelayStandsInTheBody() throws Exception {
        String body =
                "{\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\",\"details\":["
                        + "{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\","
                        + "\"retryDelay\":\"1.5s\"}]}}";
        assertThat(trouble(wired.plain(Turn.body(429, body))))
                .isEqualTo(new Throttled(Optional.of(Duration.ofMillis(1_500))));
    }
}
