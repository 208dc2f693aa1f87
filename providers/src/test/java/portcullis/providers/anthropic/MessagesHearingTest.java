package portcullis.providers.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import portcullis.gateway.Dialect;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece.FinishReason;
import portcullis.gateway.route.Piece.Finished;
import portcullis.gateway.route.Piece.Reasoning;
import portcullis.gateway.route.Piece.Redacted;
import portcullis.gateway.route.Piece.Signature;
import portcullis.gateway.route.Piece.Text;
import portcullis.gateway.route.Piece.ToolArguments;
import portcullis.gateway.route.Piece.ToolCall;
import portcullis.gateway.route.Piece.Used;
import portcullis.gateway.route.Trouble;
import portcullis.gateway.route.Trouble.Cause;
import portcullis.gateway.route.Trouble.Malformed;
import portcullis.gateway.route.Trouble.Reason;
import portcullis.gateway.route.Trouble.Rejected;
import portcullis.gateway.route.Trouble.Throttled;
import portcullis.gateway.route.Trouble.Unavailable;
import portcullis.providers.line.Heard;
import portcullis.providers.line.Hearing.Progress;
import portcullis.providers.sse.EventReader;

@Tag("GTW-2")
class MessagesHearingTest {
    private static final String START =
            "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\","
                    + "\"role\":\"assistant\",\"model\":\"claude-x\",\"content\":[],"
                    + "\"stop_reason\":null,\"usage\":{\"input_tokens\":20,"
                    + "\"cache_read_input_tokens\":5,\"output_tokens\":1}}}";

    /** A stream as the vendor's documentation shows them: thinking, text, two tool calls. */
    private static final String STREAM =
            """
            event: message_start
            data: %s

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Caf\u00e9?"}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"EqQB"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: content_block_start
            data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}

            event: ping
            data: {"type":"ping"}

            event: content_block_delta
            data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Look \\"[NAME_1]\\" \ud83d\ude80"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":1}

            event: content_block_start
            data: {"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"toolu_1","name":"beds","input":{}}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\\"ward\\":"}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"\\"east\\"}"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":2}

            event: content_block_start
            data: {"type":"content_block_start","index":3,"content_block":{"type":"tool_use","id":"toolu_2","name":"now","input":{}}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":3}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":89}}

            event: message_stop
            data: {"type":"message_stop"}

            """
                    .formatted(START);

    private final MessagesHearing hearing = new MessagesHearing();

    @Test
    @Tag("GTW-1")
    void streamIsHandedOnAsItCameAndUnderstood() {
        List<Frame> frames = frames(STREAM.getBytes(UTF_8));
        assertThat(frames)
                .allMatch(frame -> frame.spoken().equals(Optional.of(Dialect.ANTHROPIC_MESSAGES)));
        assertThat(frames.stream().map(MessagesHearingTest::json))
                .containsExactlyElementsOf(
                        STREAM.lines()
                                .filter(line -> line.startsWith("data: ") && !line.contains("ping"))
                                .map(line -> line.substring("data: ".length()))
                                .toList());
        assertThat(frames.stream().flatMap(frame -> frame.pieces().stream()))
                .containsExactly(
                        new Reasoning(0, "Caf\u00e9?"),
                        new Signature(0, "EqQB"),
                        new Text(0, "Look \"[NAME_1]\" \ud83d\ude80"),
                        new ToolCall(0, 0, "toolu_1", "beds"),
                        new ToolArguments(0, 0, "{\"ward\":"),
                        new ToolArguments(0, 0, "\"east\"}"),
                        new ToolCall(0, 1, "toolu_2", "now"),
                        new ToolArguments(0, 1, "{}"),
                        new Finished(0, FinishReason.TOOL_CALLS),
                        new Used(25, 89));
    }

    @Test
    void streamSplitAtAnyByteIsTheSame() {
        byte[] whole = STREAM.getBytes(UTF_8);
        List<String> expected = frames(whole).stream().map(MessagesHearingTest::json).toList();
        for (int at = 1; at < whole.length; at++) {
            byte[] first = Arrays.copyOf(whole, at);
            byte[] rest = Arrays.copyOfRange(whole, at, whole.length);
            assertThat(frames(first, rest).stream().map(MessagesHearingTest::json))
                    .isEqualTo(expected);
        }
    }

    @Test
    @Tag("GTW-1")
    void wholeAnswerIsHandedOnAsItCameAndUnderstood() {
        String message =
                """
                {"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[
                {"type":"thinking","thinking":"Hm.","signature":"x"},{"type":"redacted_thinking","data":"y"},
                {"type":"text","text":"One "},{"type":"text","text":"bed."},
                {"type":"tool_use","id":"toolu_1","name":"book","input":{"bed":12,"cost":1.50}}],
                "stop_reason":"tool_use","usage":{"input_tokens":3,"cache_creation_input_tokens":4,"output_tokens":5}}
                """;
        Frame frame = said(hearing.whole(message.getBytes(UTF_8)));
        assertThat(json(frame)).isEqualTo(message);
        assertThat(frame.pieces())
                .containsExactly(
                        new Reasoning(0, "Hm."),
                        new Signature(0, "x"),
                        new Redacted(0, "y"),
                        new Text(0, "One "),
                        new Text(0, "bed."),
                        new ToolCall(0, 0, "toolu_1", "book"),
                        new ToolArguments(0, 0, "{\"bed\":12,\"cost\":1.50}"),
                        new Finished(0, FinishReason.TOOL_CALLS),
                        new Used(7, 5));
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn,STOP",
        "stop_sequence,STOP",
        "max_tokens,LENGTH",
        "model_context_window_exceeded,LENGTH",
        "tool_use,TOOL_CALLS",
        "refusal,CONTENT_FILTER",
        "pause_turn,OTHER"
    })
    void endMeansWhatItSays(String word, FinishReason reason) {
        said(hear(START));
        Frame end = said(hear(ended(word)));
        assertThat(end.pieces()).containsExactly(new Finished(0, reason), new Used(25, 2));
    }

    @Test
    void pingsAndUnknownEventsAreNoFirstToken() {
        said(hear(START));
        for (String odd :
                List.of(
                        "{\"type\":\"ping\"}",
                        "{\"type\":\"from_tomorrow\"}",
                        "{}",
                        "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":"
                                + "{\"type\":\"server_tool_use\",\"id\":\"x\"}}",
                        "{\"type\":\"content_block_delta\",\"index\":9,\"delta\":"
                                + "{\"type\":\"input_json_delta\",\"partial_json\":\"1\"}}")) {
            Heard heard = hear(odd);
            assertThat(heard instanceof Heard.Alive || said(heard).pieces().isEmpty()).isTrue();
        }
        assertThat(hearing.progress()).isEqualTo(Progress.NOTHING);
    }

    @Test
    void progressFollowsTheAnswer() {
        said(hear(START));
        assertThat(hearing.progress()).isEqualTo(Progress.NOTHING);
        said(hear(text("a")));
        assertThat(hearing.progress()).isEqualTo(Progress.BEGUN);
        said(hear(ended("end_turn")));
        assertThat(hearing.progress()).isEqualTo(Progress.FINISHED);
        said(hear("{\"type\":\"message_stop\"}"));
        assertThat(hearing.progress()).isEqualTo(Progress.SETTLED);
    }

    @Test
    void stopWithoutAReasonIsACut() {
        said(hear(START));
        said(hear(text("a")));
        assertThat(trouble(hear("{\"type\":\"message_stop\"}")))
                .isEqualTo(new Malformed(Cause.CUT));
        byte[] unfinished = "{\"content\":[],\"stop_reason\":null}".getBytes(UTF_8);
        assertThat(trouble(hearing.whole(unfinished))).isEqualTo(new Malformed(Cause.CUT));
    }

    @Test
    void eventsOutOfOrderAreRefused() {
        assertThat(trouble(hear(text("a")))).isEqualTo(new Malformed(Cause.BAD_FRAMING));
        said(hear(START));
        assertThat(trouble(hear(START))).isEqualTo(new Malformed(Cause.BAD_FRAMING));
        said(
                hear(
                        "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":"
                                + "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{}}}"));
        assertThat(trouble(hear(ended("tool_use")))).isEqualTo(new Malformed(Cause.BAD_FRAMING));
    }

    @Test
    void errorsSayWhoseTheyAre() {
        assertThat(error("overloaded_error", "")).isEqualTo(new Throttled(Optional.empty()));
        assertThat(error("rate_limit_error", "")).isInstanceOf(Throttled.class);
        assertThat(error("api_error", "")).isEqualTo(new Unavailable(Cause.SERVER_ERROR));
        assertThat(error("authentication_error", ""))
                .isEqualTo(new Unavailable(Cause.AUTHENTICATION));
        assertThat(error("not_found_error", "")).isEqualTo(new Unavailable(Cause.NOT_FOUND));
        assertThat(error("brand_new_error", "")).isEqualTo(new Malformed(Cause.ERROR_EVENT));
        assertThat(error("invalid_request_error", "prompt is too long: 2 tokens > 1 maximum"))
                .isEqualTo(new Rejected(Reason.CONTEXT_TOO_LONG));
        assertThat(
                        error(
                                "invalid_request_error",
                                "input length and `max_tokens` exceed context limit: 2 + 2 > 3"))
                .isEqualTo(new Rejected(Reason.CONTEXT_TOO_LONG));
        assertThat(error("invalid_request_error", "Output blocked by content filtering policy"))
                .isEqualTo(new Rejected(Reason.CONTENT_FILTER));
        assertThat(error("invalid_request_error", "Your credit balance is too low"))
                .isEqualTo(new Unavailable(Cause.AUTHENTICATION));
        assertThat(error("invalid_request_error", "temperature: range"))
                .isEqualTo(new Rejected(Reason.BAD_REQUEST));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "7", "{}", "{\"content\":\"text\"}"})
    void bodyWithoutAMessageIsEmpty(String body) {
        assertThat(trouble(hearing.whole(body.getBytes(UTF_8))))
                .isEqualTo(new Malformed(Cause.EMPTY));
    }

    @Test
    void brokenJsonIsToldFromSomethingElse() {
        assertThat(trouble(hearing.whole("{\"content\":[".getBytes(UTF_8))))
                .isEqualTo(new Malformed(Cause.BAD_JSON));
        assertThat(trouble(hearing.whole("<html>".getBytes(UTF_8))))
                .isEqualTo(new Malformed(Cause.NOT_JSON));
        assertThat(trouble(hear("{\"type\":\"pi"))).isEqualTo(new Malformed(Cause.BAD_JSON));
    }

    @Property(tries = 500)
    void damagedStreamIsNeverAnException(@ForAll int at, @ForAll byte damage) {
        byte[] stream = STREAM.getBytes(UTF_8);
        stream[Math.floorMod(at, stream.length)] = damage;
        MessagesHearing ear = new MessagesHearing();
        EventReader reader = new EventReader(1 << 20);
        List<Heard> heard = new ArrayList<>();
        assertThat(reader.feed(stream, (_, data) -> heard.add(ear.event(data)))).isTrue();
        assertThat(heard).isNotEmpty();
    }

    private Trouble error(String type, String message) {
        return trouble(
                hear(
                        "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"%s\"}}"
                                .formatted(type, message)));
    }

    private Heard hear(String event) {
        return hearing.event(event.getBytes(UTF_8));
    }

    private static List<Frame> frames(byte[]... packets) {
        MessagesHearing ear = new MessagesHearing();
        EventReader reader = new EventReader(1 << 20);
        List<Frame> frames = new ArrayList<>();
        for (byte[] packet : packets) {
            boolean read =
                    reader.feed(
                            packet,
                            (_, data) -> {
                                switch (ear.event(data)) {
                                    case Heard.Said(Frame frame) -> frames.add(frame);
                                    case Heard.Alive(), Heard.Over() -> {}
                                    case Heard.Wrong(Trouble trouble) ->
                                            throw new AssertionError(trouble);
                                }
                            });
            assertThat(read).isTrue();
        }
        return frames;
    }

    private static Frame said(Heard heard) {
        assertThat(heard).isInstanceOf(Heard.Said.class);
        return ((Heard.Said) heard).frame();
    }

    private static Trouble trouble(Heard heard) {
        assertThat(heard).isInstanceOf(Heard.Wrong.class);
        return ((Heard.Wrong) heard).trouble();
    }

    private static String text(String text) {
        return "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":"
                + "{\"type\":\"text_delta\",\"text\":\"%s\"}}".formatted(text);
    }

    private static String ended(String reason) {
        return "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"%s\"},".formatted(reason)
                + "\"usage\":{\"output_tokens\":2}}";
    }

    private static String json(Frame frame) {
        return new String(frame.json(), UTF_8);
    }
}
