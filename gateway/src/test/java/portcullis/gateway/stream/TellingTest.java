package portcullis.gateway.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static portcullis.gateway.Requests.screened;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import portcullis.gateway.Chunks;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Piece.FinishReason;
import portcullis.gateway.screen.Screened;

class TellingTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BOTH =
            "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Mail ann.lee@example.org and bob.ray@example.org\"}]}";
    private static final String PLAIN =
            "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";

    private final Teller teller = new Teller(Clock.systemUTC());
    private final Screened request = screened(BOTH);

    private List<JsonNode> told(List<Frame> frames) {
        Telling telling = teller.begin(request);
        List<byte[]> events = new ArrayList<>();
        frames.forEach(frame -> events.addAll(telling.event(frame)));
        events.addAll(telling.end());
        assertThat(new String(events.removeLast(), UTF_8)).isEqualTo("data: [DONE]\n\n");
        return events.stream().map(TellingTest::parse).toList();
    }

    private static JsonNode parse(byte[] event) {
        String text = new String(event, UTF_8);
        assertThat(text).startsWith("data: {").endsWith("}\n\n");
        assertThat(text.strip()).doesNotContain("\n").doesNotContain("\r");
        try {
            return JSON.readTree(text.substring(6));
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    private static String said(List<JsonNode> chunks, int choice, Function<JsonNode, String> part) {
        StringBuilder text = new StringBuilder();
        for (JsonNode chunk : chunks) {
            for (JsonNode said : chunk.path("choices")) {
                if (said.path("index").asInt() == choice) {
                    text.append(part.apply(said.path("delta")));
                }
            }
        }
        return text.toString();
    }

    private static String content(JsonNode delta) {
        return delta.path("content").asText("");
    }

    private static Function<JsonNode, String> arguments(int tool) {
        return delta -> {
            StringBuilder text = new StringBuilder();
            for (JsonNode call : delta.path("tool_calls")) {
                if (call.path("index").asInt() == tool) {
                    text.append(call.path("function").path("arguments").asText(""));
                }
            }
            return text.toString();
        };
    }

    @Test
    @Tag("SCR-35")
    void restoringIsTheSameForEveryCut() {
        String masked = "To [EMAIL_1] or é😀 [EMAIL_2], not [EMAIL_9] [x";
        String restored = "To ann.lee@example.org or é😀 bob.ray@example.org, not [EMAIL_9] [x";
        for (int i = 0; i <= masked.length(); i++) {
            for (int j = i; j <= masked.length(); j++) {
                List<Frame> frames =
                        List.of(
                                Chunks.role(0),
                                Chunks.text(0, masked.substring(0, i)),
                                Chunks.text(0, masked.substring(i, j)),
                                Chunks.text(0, masked.substring(j)),
                                Chunks.stop());
                assertThat(said(told(frames), 0, TellingTest::content))
                        .as("cut at %d and %d", i, j)
                        .isEqualTo(restored);
            }
        }
    }

    @Test
    @Tag("SCR-36")
    void toolArgumentsAreRestoredAndStayJson() throws IOException {
        String masked = "{\"to\":\"[EMAIL_1]\",\"cc\":[\"\\u005bEMAIL_2\\u005D\"]}";
        for (int cut = 0; cut <= masked.length(); cut++) {
            List<Frame> frames =
                    List.of(
                            Chunks.tool(0, 0, "mail"),
                            Chunks.arguments(0, 0, masked.substring(0, cut)),
                            Chunks.arguments(0, 0, masked.substring(cut)),
                            Chunks.finish(0, FinishReason.TOOL_CALLS));
            JsonNode parsed = JSON.readTree(said(told(frames), 0, arguments(0)));
            assertThat(parsed.path("to").asText()).isEqualTo("ann.lee@example.org");
            assertThat(parsed.path("cc").path(0).asText()).isEqualTo("bob.ray@example.org");
        }
    }

    @Test
    void choicesAndToolsDoNotMix() {
        List<Frame> frames =
                List.of(
                        Chunks.text(0, "A [EMA"),
                        Chunks.text(1, "B [EMAIL"),
                        Chunks.arguments(1, 0, "\"[EMAIL_"),
                        Chunks.arguments(1, 1, "\"[EMAI"),
                        Chunks.text(1, "_2]"),
                        Chunks.text(0, "IL_1]"),
                        Chunks.arguments(1, 1, "L_2]\""),
                        Chunks.arguments(1, 0, "1]\""),
                        Chunks.stop(),
                        Chunks.finish(1, FinishReason.TOOL_CALLS));
        List<JsonNode> chunks = told(frames);
        assertThat(said(chunks, 0, TellingTest::content)).isEqualTo("A ann.lee@example.org");
        assertThat(said(chunks, 1, TellingTest::content)).isEqualTo("B bob.ray@example.org");
        assertThat(said(chunks, 1, arguments(0))).isEqualTo("\"ann.lee@example.org\"");
        assertThat(said(chunks, 1, arguments(1))).isEqualTo("\"bob.ray@example.org\"");
    }

    @Test
    @Tag("GTW-1")
    void vendorThatMixesSoundAndOddChunksIsToldUnderOneId() {
        List<Frame> frames =
                List.of(
                        Frame.meaning(List.of()),
                        Frame.meaning(
                                List.of(
                                        new Piece.ToolCall(0, 0, "call_0", "mail"),
                                        new Piece.ToolArguments(0, 0, "{\"a\":"))),
                        Chunks.arguments(0, 0, "1}"),
                        Frame.meaning(List.of(new Piece.Finished(0, FinishReason.TOOL_CALLS))));
        List<JsonNode> chunks = told(frames);
        assertThat(said(chunks, 0, arguments(0))).isEqualTo("{\"a\":1}");
        assertThat(chunks).extracting(chunk -> chunk.path("id").asText()).hasSize(5);
        assertThat(chunks.stream().map(chunk -> chunk.path("id").asText()).distinct()).hasSize(1);
        assertThat(chunks)
                .allMatch(chunk -> chunk.path("choices").isArray() && !chunk.has("error"));
        assertThat(chunks.stream().flatMap(chunk -> chunk.findValues("tool_calls").stream()))
                .hasSize(3)
                .allMatch(calls -> calls.path(0).path("index").isIntegralNumber());
        assertThat(chunks.getFirst().at("/choices/0/delta/role").asText()).isEqualTo("assistant");
        assertThat(chunks.getLast().at("/choices/0/finish_reason").asText())
                .isEqualTo("tool_calls");
    }

    @Test
    void whatIsHeldComesBeforeTheFinish() {
        List<JsonNode> chunks = told(List.of(Chunks.text(0, "end [EMAIL"), Chunks.stop()));
        assertThat(said(chunks, 0, TellingTest::content)).isEqualTo("end [EMAIL");
        assertThat(chunks.getLast().path("choices").path(0).path("finish_reason").asText())
                .isEqualTo("stop");
        assertThat(chunks)
                .extracting(chunk -> chunk.path("id").asText())
                .containsOnly("chatcmpl-1");
    }

    @Test
    void withoutAFinishWhatIsHeldComesAtTheEnd() {
        assertThat(said(told(List.of(Chunks.text(0, "end [EM"))), 0, TellingTest::content))
                .isEqualTo("end [EM");
    }

    @Test
    void aTextInTheFinishingChunkIsWhole() {
        Frame last =
                Chunks.frame(
                        "{\"id\":\"a\",\"choices\":[{\"delta\":{\"content\":\"IL_1] [EM\"},\"finish_reason\":\"stop\",\"index\":0}]}",
                        new Piece.Text(0, "IL_1] [EM"),
                        new Piece.Finished(0, FinishReason.STOP));
        List<JsonNode> chunks = told(List.of(Chunks.text(0, "[EMA"), last));
        assertThat(said(chunks, 0, TellingTest::content)).isEqualTo("ann.lee@example.org [EM");
        assertThat(chunks).hasSize(2);
        assertThat(content(chunks.getLast().path("choices").path(0).path("delta")))
                .isEqualTo("ann.lee@example.org [EM");
    }

    @Test
    void withoutPlaceholdersTheBytesStayAsTheyCame() {
        Telling telling = teller.begin(screened(PLAIN));
        String odd =
                "{ \"choices\":[ {\"delta\":{\"content\":\"\\u0041\"}}], \"x\":1.50,\"error\":{}}";
        List<byte[]> events = telling.event(Chunks.frame(odd, new Piece.Text(0, "A")));
        assertThat(new String(events.getFirst(), UTF_8)).isEqualTo("data: " + odd + "\n\n");
    }

    @Test
    void unknownFieldsStayWhenTextIsRestored() {
        Telling telling = teller.begin(request);
        String chunk =
                "{ \"x\":[1.50],\"choices\":[{\"index\":0,\"delta\":{\"content\":\"[EMAIL_1]\",\"new\":{\"a\":[null]}}}]}";
        List<byte[]> events = telling.event(Chunks.frame(chunk, new Piece.Text(0, "[EMAIL_1]")));
        assertThat(new String(events.getFirst(), UTF_8))
                .isEqualTo("data: " + chunk.replace("[EMAIL_1]", "ann.lee@example.org") + "\n\n");
    }

    @Test
    void aLineBreakBetweenTokensDoesNotEndTheEvent() {
        Telling telling = teller.begin(screened(PLAIN));
        String pretty = "{\n \"choices\" : [\r\n]}";
        String event = new String(telling.event(Chunks.frame(pretty)).getFirst(), UTF_8);
        assertThat(event).isEqualTo("data: {  \"choices\" : [  ]}\n\n");
    }

    @Test
    void usageIsForThoseWhoAskedForIt() {
        assertThat(teller.begin(request).event(Chunks.used(1, 2))).isEmpty();
        String asked =
                PLAIN.replace(
                        "\"stream\":true",
                        "\"stream\":true,\"stream_options\":{\"include_usage\":true}");
        assertThat(teller.begin(screened(asked)).event(Chunks.used(1, 2))).hasSize(1);
    }

    @Test
    void aWholeAnswerIsRestored() throws IOException {
        Frame whole = Chunks.whole("Write to [EMAIL_1], \"[EMAIL_2]\"");
        JsonNode told = JSON.readTree(teller.begin(request).whole(whole));
        assertThat(told.path("choices").path(0).path("message").path("content").asText())
                .isEqualTo("Write to ann.lee@example.org, \"bob.ray@example.org\"");
        assertThat(told.path("usage").path("total_tokens").asInt()).isEqualTo(7);
    }

    @ParameterizedTest
    @Tag("GTW-34")
    @ValueSource(strings = {"fine", "é😀 \"quoted\"\n", ""})
    void aWholeAnswerCanBeStreamedAndBack(String text) throws IOException {
        String asked =
                PLAIN.replace(
                        "\"stream\":true",
                        "\"stream\":true,\"stream_options\":{\"include_usage\":true}");
        Telling telling = teller.begin(screened(asked));
        List<Piece> pieces = Chunks.whole(text).pieces();
        List<JsonNode> chunks =
                pieces.stream()
                        .flatMap(piece -> telling.event(Frame.meaning(List.of(piece))).stream())
                        .map(TellingTest::parse)
                        .toList();
        assertThat(chunks.getFirst().path("choices").path(0).path("delta").path("role").asText())
                .isEqualTo("assistant");
        assertThat(said(chunks, 0, TellingTest::content)).isEqualTo(text);
        assertThat(chunks).allMatch(chunk -> chunk.path("choices").isArray());
        assertThat(chunks.stream().map(chunk -> chunk.path("id").asText()).distinct()).hasSize(1);
        JsonNode back = JSON.readTree(teller.begin(screened(PLAIN)).whole(Frame.meaning(pieces)));
        assertThat(back.path("choices").path(0).path("message").path("content").asText())
                .isEqualTo(text);
        assertThat(back.path("usage"))
                .isEqualTo(JSON.readTree(Chunks.whole(text).json()).path("usage"));
        assertThat(chunks.getLast().path("usage")).isEqualTo(back.path("usage"));
    }

    @Test
    void anotherTargetGoesOnUnderTheSameIdAndModelWithoutASecondOpening() {
        Telling telling = teller.begin(request);
        List<byte[]> events = new ArrayList<>();
        List.of(Chunks.role(0), Chunks.text(0, "Write to [EMA"))
                .forEach(frame -> events.addAll(telling.event(frame)));
        telling.handOver();
        List<Piece> rest =
                List.of(
                        new Piece.Text(0, "IL_1]. Bye"),
                        new Piece.Finished(0, FinishReason.STOP),
                        new Piece.Used(3, 4));
        rest.forEach(piece -> events.addAll(telling.event(Frame.meaning(List.of(piece)))));
        List<JsonNode> chunks = events.stream().map(TellingTest::parse).toList();
        assertThat(said(chunks, 0, TellingTest::content))
                .isEqualTo("Write to ann.lee@example.org. Bye");
        assertThat(chunks.stream().map(chunk -> chunk.path("id").asText()).distinct()).hasSize(1);
        assertThat(chunks.stream().map(chunk -> chunk.path("model").asText()).distinct())
                .hasSize(1);
        assertThat(
                        chunks.stream()
                                .filter(chunk -> chunk.at("/choices/0/delta").has("role"))
                                .count())
                .isLessThanOrEqualTo(1);
    }
}
