package portcullis.providers.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Timeouts;
import portcullis.gateway.route.Trouble;
import portcullis.gateway.route.Trouble.Cause;
import portcullis.gateway.route.Trouble.Malformed;
import portcullis.gateway.route.Trouble.Phase;
import portcullis.gateway.route.Trouble.Reason;
import portcullis.gateway.route.Trouble.Rejected;
import portcullis.gateway.route.Trouble.Throttled;
import portcullis.gateway.route.Trouble.TimedOut;
import portcullis.gateway.route.Trouble.Unavailable;
import portcullis.providers.Calls;
import portcullis.providers.Vendor;
import portcullis.providers.Wired;
import portcullis.providers.Witness;
import portcullis.testkit.provider.Exchange;
import portcullis.testkit.provider.Fault;
import portcullis.testkit.provider.Turn;

/** The faults of the gateway specification, section 7, from a vendor of this dialect. */
@Timeout(60)
@Tag("GTW-2")
class MessagesFaultTest {
    private static final Timeouts SHORT =
            new Timeouts(
                    Duration.ofSeconds(2),
                    Duration.ofMillis(300),
                    Duration.ofMillis(300),
                    Duration.ofSeconds(2));

    @TempDir Path folder;
    private Wired wired;

    @BeforeEach
    void open() {
        wired = new Wired("anthropic", folder);
    }

    @AfterEach
    void close() {
        wired.close();
    }

    @Test
    void keyAndVersionTravelInTheirHeaders() throws Exception {
        assertThat(wired.plain(Turn.echo()).text()).isEqualTo("hello there");
        Exchange exchange = wired.vendor.ledger().last();
        assertThat(exchange.line()).isEqualTo("POST /v1/messages");
        assertThat(exchange.headers())
                .containsEntry("x-api-key", "sk-test")
                .containsEntry("anthropic-version", "2023-06-01")
                .doesNotContainKey("authorization");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/v1", "/v1/"})
    void baseMayEndBeforeOrAfterTheVersion(String end) throws Exception {
        String base = wired.vendor.base().toString().replace("/v1", end);
        Witness heard = new Witness();
        var ask = Calls.ask(Calls.chat("hello"), "claude-x", Calls.PATIENT);
        wired.call(wired.open(URI.create(base), Vendor.PERMITS), ask, heard);
        assertThat(heard.atEnd().text()).isEqualTo("hello");
    }

    @Test
    void refusedWishIsNeverSent() throws Exception {
        String two = Calls.chat("hello").replaceFirst("\\{", "{\"n\":2,");
        Witness heard = wired.hear(Calls.ask(two, "claude-x", Calls.PATIENT));
        assertThat(trouble(heard)).isEqualTo(new Rejected(Reason.BAD_REQUEST));
        assertThat(wired.vendor.connections()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "401,AUTHENTICATION", "402,AUTHENTICATION", "403,AUTHENTICATION", "404,NOT_FOUND",
        "302,NOT_FOUND", "409,SERVER_ERROR", "500,SERVER_ERROR", "503,SERVER_ERROR"
    })
    void vendorTroublesAreNotTheCallers(int status, Cause cause) throws Exception {
        assertThat(trouble(wired.plain(Turn.body(status, "{}")))).isEqualTo(new Unavailable(cause));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 529})
    void throttlingCarriesTheVendorsWait(int status) throws Exception {
        Turn told = Turn.body(status, "{}").header("retry-after", "2");
        assertThat(trouble(wired.streamed(told)))
                .isEqualTo(new Throttled(Optional.of(Duration.ofSeconds(2))));
        assertThat(trouble(wired.plain(Turn.body(status, "<html>"))))
                .isEqualTo(new Throttled(Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|prompt is too long: 207791 tokens > 200000 maximum|CONTEXT_TOO_LONG",
                "413|Request exceeds the maximum size|CONTEXT_TOO_LONG",
                "400|Output blocked by content filtering policy|CONTENT_FILTER",
                "400|messages: roles must alternate|BAD_REQUEST"
            })
    void badRequestSaysWhy(int status, String message, Reason reason) throws Exception {
        String body =
                "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"%s\"}}"
                        .formatted(message);
        assertThat(trouble(wired.streamed(Turn.body(status, body))))
                .isEqualTo(new Rejected(reason));
    }

    @Test
    void overloadAsFirstEventIsAFailureBeforeTheFirstToken() throws Exception {
        Witness heard = wired.streamed(Turn.words(9).with(Fault.ERROR_EVENT, 0));
        assertThat(trouble(heard)).isEqualTo(new Throttled(Optional.empty()));
        assertThat(heard.frames()).isEmpty();
        Witness begun = wired.streamed(Turn.words(9).with(Fault.ERROR_EVENT, 3));
        assertThat(trouble(begun)).isEqualTo(new Throttled(Optional.empty()));
        assertThat(begun.pieces()).isEmpty();
    }

    @Test
    void startAndPingAreNoFirstToken() throws Exception {
        assertThat(trouble(wired.streamed(Turn.words(3).with(Fault.STALL, 3), SHORT)))
                .isEqualTo(new TimedOut(Phase.FIRST_TOKEN));
        assertThat(trouble(wired.streamed(Turn.words(3).with(Fault.STALL, 4), SHORT)))
                .isEqualTo(new TimedOut(Phase.IDLE));
    }

    @ParameterizedTest
    @EnumSource(names = {"CUT", "RESET", "CUT_IN_CHARACTER"})
    void cutAnswerIsNeverDone(Fault fault) throws Exception {
        Witness stream = wired.streamed(Turn.words(30).with(fault));
        assertThat(trouble(stream)).isEqualTo(new Malformed(Cause.CUT));
        assertThat(stream.text()).startsWith("word and");
        Witness plain = wired.plain(Turn.says("caf\u00e9 and so on").with(fault));
        assertThat(trouble(plain)).isEqualTo(new Malformed(Cause.CUT));
    }

    @Test
    void toolCallComesWholeOrNotAtAll() throws Exception {
        String arguments = "{\"ward\":\"east\",\"bed\":12}";
        Turn call = Turn.callsTool("toolu_1", "book", arguments);
        Piece begun = new Piece.ToolCall(0, 0, "toolu_1", "book");
        assertThat(wired.plain(call).pieces())
                .contains(begun, new Piece.ToolArguments(0, 0, arguments));
        Witness streamed = wired.streamed(call);
        assertThat(streamed.pieces())
                .contains(begun, new Piece.Finished(0, Piece.FinishReason.TOOL_CALLS));
        assertThat(fragments(streamed)).isEqualTo(arguments);
        Witness cut = wired.streamed(call.with(Fault.CUT, 5));
        assertThat(trouble(cut)).isEqualTo(new Malformed(Cause.CUT));
    }

    @Test
    void malformedEventIsBadJson() throws Exception {
        assertThat(trouble(wired.streamed(Turn.words(9).with(Fault.MALFORMED_EVENT))))
                .isEqualTo(new Malformed(Cause.BAD_JSON));
        assertThat(trouble(wired.plain(Turn.words(9).with(Fault.MALFORMED_EVENT))))
                .isEqualTo(new Malformed(Cause.BAD_JSON));
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_DONE", "NO_DONE_NO_END", "DOUBLE_DONE"})
    void missingOrDoubledEndMarkIsNoFault(Fault fault) throws Exception {
        Witness heard = wired.streamed(Turn.says("all of it").with(fault));
        assertThat(heard.trouble()).isEmpty();
        assertThat(heard.text()).isEqualTo("all of it");
    }

    @Test
    void answerWithoutCountsIsStillAnAnswer() throws Exception {
        Witness heard = wired.streamed(Turn.says("all of it").withoutUsage());
        assertThat(heard.trouble()).isEmpty();
        assertThat(heard.pieces()).last().isInstanceOf(Piece.Finished.class);
    }

    @Test
    void oversizedAnswersAreRefused() throws Exception {
        assertThat(trouble(wired.streamed(Turn.words(9).with(Fault.HUGE_EVENT))))
                .isEqualTo(new Malformed(Cause.BAD_FRAMING));
        assertThat(trouble(wired.plain(Turn.words(9).with(Fault.HUGE_EVENT))))
                .isEqualTo(new Malformed(Cause.BAD_FRAMING));
    }

    @ParameterizedTest
    @EnumSource(names = {"BYTE_BY_BYTE", "CRLF_AND_COMMENTS", "CR_LINES", "CLOSE_AFTER"})
    void oddButHonestFramingIsRead(Fault fault) throws Exception {
        String text = "caf\u00e9 \ud83d\ude80 \u65e5\u672c";
        assertThat(wired.streamed(Turn.says(text).with(fault)).text()).isEqualTo(text);
        assertThat(wired.plain(Turn.says(text).with(fault)).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "HTML_PAGE"})
    void unreadableContentIsRefused(Fault fault) throws Exception {
        assertThat(trouble(wired.streamed(Turn.says("x").with(fault))))
                .isEqualTo(new Malformed(Cause.NOT_JSON));
        assertThat(trouble(wired.plain(Turn.says("x").with(fault))))
                .isEqualTo(new Malformed(Cause.NOT_JSON));
    }

    private static String fragments(Witness heard) {
        StringBuilder all = new StringBuilder();
        for (Piece piece : heard.pieces()) {
            if (piece instanceof Piece.ToolArguments(int _, int _, String fragment)) {
                all.append(fragment);
            }
        }
        return all.toString();
    }

    private static Trouble trouble(Witness heard) {
        return heard.trouble().orElseThrow(() -> new AssertionError("it was done"));
    }
}
