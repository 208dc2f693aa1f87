package portcullis.providers.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Piece.Declined;
import portcullis.gateway.route.Piece.FinishReason;
import portcullis.gateway.route.Piece.Finished;
import portcullis.gateway.route.Piece.Reasoning;
import portcullis.gateway.route.Piece.Text;
import portcullis.gateway.route.Piece.ToolArguments;
import portcullis.gateway.route.Piece.ToolCall;
import portcullis.gateway.route.Piece.Used;
import portcullis.gateway.route.Trouble;
import portcullis.gateway.route.Trouble.Cause;
import portcullis.gateway.route.Trouble.Malformed;
import portcullis.providers.line.Heard;
import portcullis.providers.line.Hearing.Progress;

class ChatHearingTest {
    private final ChatHearing hearing = hearing("{}");

    @Test
    void piecesComeInOneOrderWhateverTheVendorsIs() {
        String chunk =
                "{\"usage\":{\"completion_tokens\":2,\"prompt_tokens\":1,\"x\":{}},\"choices\":[{"
                        + "\"finish_reason\":\"stop\",\"delta\":{\"content\":\"a\","
                        + "\"reasoning_content\":\"r\",\"refusal\":\"n\"},\"index\":1}],\"id\":7}";
        assertThat(pieces(chunk))
                .containsExactly(
                        new Reasoning(1, "r"),
                        new Text(1, "a"),
                        new Declined(1, "n"),
                        new Finished(1, FinishReason.STOP),
                        new Used(1, 2));
    }

    @Test
    void unknownEventsHaveNoPieces() {
        for (String odd : List.of("{}", "{\"choices\":[]}", "{\"x\":[1,{\"choices\":2}]}")) {
            assertThat(pieces(odd)).isEmpty();
        }
        assertThat(hearing.progress()).isEqualTo(Progress.NOTHING);
    }

    @Test
    void contentMayBeAListOfParts() {
        assertThat(
                        pieces(
                                delta(
                                        "{\"content\":[{\"type\":\"text\",\"text\":\"a\"},{\"text\":\"b\"}]}")))
                .containsExactly(new Text(0, "ab"));
    }

    @Test
    void toolCallsWithoutIndexAreCounted() {
        String first = "{\"id\":\"c1\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}";
        String more = "{\"function\":{\"arguments\":\"}\"}}";
        String second = "{\"id\":\"c2\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}";
        assertThat(pieces(delta("{\"tool_calls\":[" + first + "]}")))
                .containsExactly(new ToolCall(0, 0, "c1", "f"), new ToolArguments(0, 0, "{"));
        assertThat(pieces(delta("{\"tool_calls\":[" + more + "]}")))
                .containsExactly(new ToolArguments(0, 0, "}"));
        assertThat(pieces(delta("{\"tool_calls\":[" + second + "]}")))
                .containsExactly(new ToolCall(0, 1, "c2", "g"), new ToolArguments(0, 1, "{}"));
    }

    /** Clients look for {@code tool_calls} and an index: the meaning goes on, not the bytes. */
    @Test
    void aToolCallWithAnAccentIsHandedOnByItsMeaning() {
        String call = "{\"id\":\"c1\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}";
        assertThat(said(delta("{\"tool_calls\":[" + call + "]}")).spoken()).isEmpty();
        Frame end = said("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}");
        assertThat(end.spoken()).isEmpty();
        assertThat(end.pieces()).containsExactly(new Finished(0, FinishReason.TOOL_CALLS));
        assertThat(said(delta("{\"content\":\"x\"}")).spoken()).isPresent();
    }

    /** Official clients raise an error at the one, and stumble over the other. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}",
                "{\"choices\":null,\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}",
                "{\"object\":\"keep-alive\"}"
            })
    @Tag("GTW-1")
    void anEventThatIsNoSoundChunkIsHandedOnByItsMeaning(String json) {
        assertThat(said(json).spoken()).isEmpty();
    }

    /** A vendor that says so in each chunk keeps its own fields. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"error\":null,%s,\"x\":1}|{%s,\"x\":1}",
                "{%s,\"error\" : null }|{%s }",
                "{%s , \"error\":null,\"x\":{\"error\":null}}|{%s , \"x\":{\"error\":null}}",
            })
    @Tag("GTW-1")
    void aNullErrorIsTakenOutAndTheRestKeepsItsBytes(String told, String handedOn) {
        String choices = "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"}}]";
        Frame frame = said(told.replace("%s", choices));
        assertThat(frame.spoken()).isPresent();
        assertThat(new String(frame.json(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(handedOn.replace("%s", choices));
    }

    @Test
    void aWholeAnswerMayHaveANullError() {
        String whole =
                "{\"error\":null,\"choices\":[{\"index\":0,\"message\":{\"content\":\"x\"},"
                        + "\"finish_reason\":\"stop\"}]}";
        Heard.Said said = (Heard.Said) hearing.whole(bytes(whole));
        assertThat(said.frame().spoken()).isPresent();
        assertThat(said.frame().json()).isEqualTo(bytes(whole));
    }

    @Test
    void groqsCountsAreSaidAtTheEnd() {
        said(delta("{\"content\":\"x\"}"));
        Frame end =
                said(
                        "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],"
                                + "\"x_groq\":{\"id\":\"r\",\"usage\":{\"prompt_tokens\":3,"
                                + "\"completion_tokens\":4}}}");
        assertThat(end.pieces()).containsExactly(new Finished(0, FinishReason.STOP));
        assertThat(hearing.progress()).isEqualTo(Progress.FINISHED);
        assertThat(said("[DONE]").pieces()).containsExactly(new Used(3, 4));
        assertThat(hearing.progress()).isEqualTo(Progress.SETTLED);
    }

    @Test
    void anErrorInAListIsAnError() {
        assertThat(hearing.event(bytes("[{\"error\":{\"code\":503,\"message\":\"x\"}}]")))
                .isEqualTo(new Heard.Wrong(new Trouble.Unavailable(Cause.SERVER_ERROR)));
        assertThat(hearing.event(bytes("[{\"choices\":[]}]"))).isInstanceOf(Heard.Wrong.class);
    }

    private Frame said(String chunk) {
        return switch (hearing.event(bytes(chunk))) {
            case Heard.Said(Frame frame) -> frame;
            case Heard other -> throw new AssertionError("not said: " + other);
        };
    }

    @Test
    void answerIsCompleteWhenEveryChoiceIs() {
        ChatHearing two = hearing("{\"n\":2,\"messages\":[{\"content\":\"the \\\"n\\\"\"}]}");
        two.event(bytes("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}"));
        assertThat(two.progress()).isEqualTo(Progress.BEGUN);
        two.event(bytes("{\"choices\":[{\"index\":1,\"delta\":{},\"finish_reason\":\"stop\"}]}"));
        assertThat(two.progress()).isEqualTo(Progress.FINISHED);
        two.event(bytes("{\"choices\":[],\"usage\":{\"prompt_tokens\":1}}"));
        assertThat(two.progress()).isEqualTo(Progress.SETTLED);
    }

    @Test
    void usageInEveryChunkSettlesNothingEarly() {
        hearing.event(
                bytes(
                        "{\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"usage\":{\"prompt_tokens\":1}}"));
        assertThat(hearing.progress()).isEqualTo(Progress.BEGUN);
    }

    @ParameterizedTest
    @CsvSource({
        "stop,STOP",
        "length,LENGTH",
        "tool_calls,TOOL_CALLS",
        "content_filter,CONTENT_FILTER",
        "banana,OTHER"
    })
    void finishReasonsAreKnown(String word, FinishReason reason) {
        assertThat(pieces("{\"choices\":[{\"delta\":{},\"finish_reason\":\"" + word + "\"}]}"))
                .containsExactly(new Finished(0, reason));
    }

    @Test
    void errorsInsideDataAreTold() {
        assertThat(wrong("{\"error\":{\"message\":\"x\",\"code\":\"y\"}}"))
                .isEqualTo(new Malformed(Cause.ERROR_EVENT));
        assertThat(wrong("{\"error\":{\"code\":429}}")).isInstanceOf(Trouble.Throttled.class);
        assertThat(wrong("{\"error\":{\"code\":\"context_length_exceeded\"}}"))
                .isEqualTo(new Trouble.Rejected(Trouble.Reason.CONTEXT_TOO_LONG));
        assertThat(wrong("{\"error\":\"down\"}")).isEqualTo(new Malformed(Cause.ERROR_EVENT));
        assertThat(wrong("{\"choices\":[{\"delta\":{},\"finish_reason\":\"error\"}]}"))
                .isEqualTo(new Malformed(Cause.ERROR_EVENT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[{\"delta\":{\"content\":",
                "{\"choices\":{}}",
                "{\"choices\":[{\"index\":-1}]}",
                "{\"choices\":[{\"index\":999999}]}",
                "{\"choices\":[{\"delta\":{\"content\":5}}]}",
                "{\"choices\":[{\"delta\":{\"tool_calls\":[7]}}]}",
                "{\"usage\":7}",
                "{} {}",
                "{\"a\":NaN}"
            })
    void brokenDocumentsAreBadJson(String json) {
        assertThat(wrong(json)).isEqualTo(new Malformed(Cause.BAD_JSON));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "<html>", "[]", "null", "\"x\"", "oops"})
    void whatIsNoObjectIsNotJson(String text) {
        assertThat(wrong(text)).isEqualTo(new Malformed(Cause.NOT_JSON));
    }

    @Test
    void plainAnswerWithoutChoicesIsEmpty() {
        for (String none : List.of("{}", "{\"choices\":[]}", "{\"choices\":[{\"message\":{}}]}")) {
            assertThat(hearing("{}").whole(bytes(none)))
                    .isEqualTo(new Heard.Wrong(new Malformed(Cause.EMPTY)));
        }
    }

    @Property(tries = 1000)
    void noBytesThrow(@ForAll byte[] bytes) {
        assertThat(hearing("{}").event(bytes)).isNotNull();
        assertThat(hearing("{}").whole(bytes)).isInstanceOf(Heard.Wrong.class);
    }

    private Trouble wrong(String json) {
        return ((Heard.Wrong) hearing.event(bytes(json))).trouble();
    }

    private List<Piece> pieces(String json) {
        Heard.Said said = (Heard.Said) hearing.event(bytes(json));
        said.frame()
                .spoken()
                .ifPresent(_ -> assertThat(said.frame().json()).isEqualTo(bytes(json)));
        return said.frame().pieces();
    }

    private static String delta(String delta) {
        return "{\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":null}]}";
    }

    private static ChatHearing hearing(String request) {
        return new ChatHearing(bytes(request));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
