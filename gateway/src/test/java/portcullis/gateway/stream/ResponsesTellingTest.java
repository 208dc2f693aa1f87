package portcullis.gateway.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static portcullis.gateway.Requests.screened;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import portcullis.gateway.Dialect;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Piece.FinishReason;
import portcullis.gateway.screen.Screened;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;

@Tag("GTW-1")
class ResponsesTellingTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BOTH =
            "{\"model\":\"m\",\"stream\":true,\"input\":"
                    + "\"Mail ann.lee@example.org and bob.ray@example.org\"}";
    private static final Piece STOP = new Piece.Finished(0, FinishReason.STOP);

    private final Teller teller = new Teller(Clock.fixed(Instant.ofEpochSecond(7), ZoneOffset.UTC));

    private static Screened request(String body) {
        return screened(Dialect.OPENAI_RESPONSES, body);
    }

    private List<JsonNode> told(Screened request, Piece... pieces) {
        Telling telling = teller.begin(request);
        List<byte[]> events = new ArrayList<>();
        for (Piece piece : pieces) {
            events.addAll(telling.event(Frame.meaning(List.of(piece))));
        }
        events.addAll(telling.end());
        return events.stream().map(ResponsesTellingTest::parse).toList();
    }

    /** The document of an event whose name is its type. */
    private static JsonNode parse(byte[] event) {
        String text = new String(event, UTF_8);
        int data = text.indexOf("\ndata: ");
        assertThat(text).startsWith("event: ").endsWith("}\n\n");
        try {
            JsonNode document = JSON.readTree(text.substring(data + 7));
            assertThat(text.substring(7, data)).isEqualTo(document.path("type").asText());
            return document;
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    private static List<String> types(List<JsonNode> events) {
        return events.stream()
                .map(event -> event.path("type").asText().replaceFirst("^response\\.", ""))
                .toList();
    }

    @Test
    void aTextIsToldInTheOrderOfTheDialect() {
        List<JsonNode> events =
                told(
                        request(BOTH),
                        new Piece.Text(0, "To [EMA"),
                        new Piece.Text(0, "IL_1]."),
                        STOP,
                        new Piece.Used(5, 3));
        assertThat(types(events))
                .containsExactly(
                        "created",
                        "in_progress",
                        "output_item.added",
                        "content_part.added",
                        "output_text.delta",
                        "output_text.delta",
                        "output_text.delta",
                        "output_text.done",
                        "content_part.done",
                        "output_item.done",
                        "completed");
        assertThat(events.get(7).path("text").asText()).isEqualTo("To ann.lee@example.org.");
        JsonNode response = events.getLast().path("response");
        assertThat(response.at("/output/0/content/0/text").asText())
                .isEqualTo("To ann.lee@example.org.");
        assertThat(response.at("/usage/total_tokens").asInt()).isEqualTo(8);
        assertThat(response.path("status").asText()).isEqualTo("completed");
        assertThat(response.path("created_at").asInt()).isEqualTo(7);
    }

    @Test
    void reasoningTextAndCallsAreItemsOfTheirOwn() {
        List<JsonNode> events =
                told(
                        request(BOTH),
                        new Piece.Reasoning(0, "Hm."),
                        new Piece.Text(0, "I look."),
                        new Piece.ToolCall(0, 0, "call_a", "find"),
                        new Piece.ToolArguments(0, 0, "{\"to\":\"[EMAIL_1"),
                        new Piece.ToolCall(0, 1, "call_b", "mail"),
                        new Piece.ToolArguments(0, 1, "{\"cc\":\"[EMAIL_2]\"}"),
                        new Piece.ToolArguments(0, 0, "]\"}"),
                        new Piece.Finished(0, FinishReason.TOOL_CALLS));
        assertThat(types(events))
                .containsSubsequence(
                        "reasoning_text.delta",
                        "reasoning_text.done",
                        "output_item.done",
                        "output_item.added",
                        "output_text.delta",
                        "output_item.done",
                        "output_item.added",
                        "function_call_arguments.delta",
                        "output_item.added",
                        "function_call_arguments.done",
                        "output_item.done",
                        "function_call_arguments.done",
                        "output_item.done",
                        "completed");
        JsonNode output = events.getLast().at("/response/output");
        assertThat(output).hasSize(4);
        assertThat(output.at("/2/arguments").asText())
                .isEqualTo("{\"to\":\"ann.lee@example.org\"}");
        assertThat(output.at("/2/call_id").asText()).isEqualTo("call_a");
        assertThat(output.at("/3/arguments").asText())
                .isEqualTo("{\"cc\":\"bob.ray@example.org\"}");
        assertThat(output.findValuesAsText("status")).containsOnly("completed");
        assertThat(output.findValuesAsText("id")).doesNotHaveDuplicates();
    }

    @Test
    void aRefusalOfTheModelIsAPartOfItsOwn() {
        List<JsonNode> events = told(request(BOTH), new Piece.Declined(0, "I cannot."), STOP);
        assertThat(types(events)).contains("refusal.delta", "refusal.done");
        assertThat(events.getLast().at("/response/output/0/content/0"))
                .isEqualTo(
                        JSON.createObjectNode().put("type", "refusal").put("refusal", "I cannot."));
    }

    @ParameterizedTest
    @CsvSource({
        "STOP,completed,",
        "TOOL_CALLS,completed,",
        "OTHER,completed,",
        "LENGTH,incomplete,max_output_tokens",
        "CONTENT_FILTER,incomplete,content_filter",
    })
    void theEndIsNamedForItsReason(FinishReason reason, String end, String why) {
        List<JsonNode> events =
                told(request(BOTH), new Piece.Text(0, "a"), new Piece.Finished(0, reason));
        assertThat(types(events).getLast()).isEqualTo(end);
        JsonNode details = events.getLast().at("/response/incomplete_details/reason");
        assertThat(details.asText("")).isEqualTo(why == null ? "" : why);
    }

    @Test
    @Tag("SCR-41")
    void aFailureIsTheOnlyEndAndGoesOnCounting() {
        Telling telling = teller.begin(request(BOTH));
        List<byte[]> events = new ArrayList<>(telling.event(text("To [EMAIL")));
        events.addAll(telling.failed(Refusal.of(RefusalCode.PROVIDER_CUT)));
        List<JsonNode> told = events.stream().map(ResponsesTellingTest::parse).toList();
        JsonNode last = told.getLast();
        assertThat(last.path("type").asText()).isEqualTo("response.failed");
        assertThat(last.path("sequence_number").asInt()).isEqualTo(told.size() - 1);
        assertThat(last.at("/response/status").asText()).isEqualTo("failed");
        assertThat(last.at("/response/error/code").asText()).isEqualTo("server_error");
        assertThat(last.at("/response/error/message").asText())
                .isEqualTo(RefusalCode.PROVIDER_CUT.sentence());
        assertThat(last.at("/response/output/0/status").asText()).isEqualTo("incomplete");
    }

    private static Frame text(String text) {
        return Frame.meaning(List.of(new Piece.Text(0, text)));
    }

    @Test
    void whatWasAskedForIsToldBackRestored() throws IOException {
        Screened request =
                request(
                        "{\"model\":\"m\",\"input\":\"a\",\"instructions\":\"Mail ann.lee@example.org\","
                                + "\"metadata\":{\"k\":\"v\"},\"temperature\":0.5,\"store\":false,"
                                + "\"tools\":[{\"type\":\"function\",\"name\":\"f\"}],\"x_odd\":1}");
        byte[] whole = teller.begin(request).whole(text("b"));
        JsonNode response = JSON.readTree(whole);
        assertThat(response.path("instructions").asText()).isEqualTo("Mail ann.lee@example.org");
        assertThat(response.at("/metadata/k").asText()).isEqualTo("v");
        assertThat(response.path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(response.path("store").asBoolean()).isFalse();
        assertThat(response.path("model").asText()).isEqualTo("m");
        assertThat(response.at("/tools/0/parameters").isNull()).isTrue();
        assertThat(response.at("/output/0/content/0/text").asText()).isEqualTo("b");
        assertThat(response.has("x_odd")).isFalse();
        assertThat(response.path("id").asText()).matches("resp_[0-9a-v]{26}");
    }

    @Property(tries = 200)
    @net.jqwik.api.Tag("SCR-35")
    void everyCutTellsTheSameAndCountsWithoutAGap(@ForAll("cuts") List<Integer> cuts) {
        String masked = "é😀 [EMAIL_1] and [EMAIL_2] [EMAIL_9] [E";
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        for (int cut : cuts.stream().sorted().toList()) {
            int to = Math.min(Math.max(cut, from), masked.length());
            pieces.add(new Piece.Text(0, masked.substring(from, to)));
            from = to;
        }
        pieces.add(new Piece.Text(0, masked.substring(from)));
        pieces.add(STOP);
        List<JsonNode> events = told(request(BOTH), pieces.toArray(Piece[]::new));
        StringBuilder deltas = new StringBuilder();
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).path("sequence_number").asInt()).isEqualTo(i);
            if (events.get(i).path("type").asText().equals("response.output_text.delta")) {
                deltas.append(events.get(i).path("delta").asText());
            }
        }
        String whole = "é😀 ann.lee@example.org and bob.ray@example.org [EMAIL_9] [E";
        assertThat(deltas).hasToString(whole);
        assertThat(events.getLast().at("/response/output/0/content/0/text").asText())
                .isEqualTo(whole);
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.integers().between(0, 48).list().ofMaxSize(12);
    }
}
