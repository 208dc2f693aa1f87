package portcullis.gateway.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static portcullis.gateway.stream.MessagesHeard.ending;
import static portcullis.gateway.stream.MessagesHeard.parse;
import static portcullis.gateway.stream.MessagesHeard.pieceByPiece;
import static portcullis.gateway.stream.MessagesHeard.said;
import static portcullis.gateway.stream.MessagesHeard.sound;
import static portcullis.gateway.stream.MessagesHeard.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.gateway.Chunks;
import portcullis.gateway.Dialect;
import portcullis.gateway.Events;
import portcullis.gateway.Requests;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Piece.FinishReason;
import portcullis.gateway.screen.Screened;

class MessagesTellingTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ASKED =
            "{\"model\":\"m\",\"max_tokens\":9,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}";

    private final Teller teller = new Teller(Clock.systemUTC());
    private final Screened request = messages("Mail ann.lee@example.org and bob.ray@example.org");

    private static Screened messages(String text) {
        return Requests.screened(Dialect.ANTHROPIC_MESSAGES, ASKED.replace("%s", text));
    }

    private List<JsonNode> told(Telling telling, List<Frame> frames) {
        List<byte[]> events = new ArrayList<>();
        frames.forEach(frame -> events.addAll(telling.event(frame)));
        events.addAll(telling.end());
        return sound(events);
    }

    private List<JsonNode> told(List<Frame> frames) {
        return told(teller.begin(request), frames);
    }

    private List<JsonNode> retold(Piece... pieces) {
        return told(pieceByPiece(List.of(pieces)));
    }

    @Test
    @Tag("GTW-11")
    void vendorsOwnEventsKeepTheirBytes() {
        Telling telling = teller.begin(messages("hello"));
        String odd =
                "{ \"type\":\"content_block_delta\", \"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"\\u0041\",\"new\":1.50}}";
        List<byte[]> events = telling.event(Events.frame(odd, new Piece.Text(0, "A")));
        assertThat(new String(events.getFirst(), UTF_8))
                .isEqualTo("event: content_block_delta\ndata: " + odd + "\n\n");
        String tomorrow = "{\"type\":\"from_tomorrow\",\"index\":4}";
        assertThat(new String(telling.event(Events.frame(tomorrow)).getFirst(), UTF_8))
                .isEqualTo("event: from_tomorrow\ndata: " + tomorrow + "\n\n");
        String hostile = "{\"type\":\"a\\nevent: b\"}";
        assertThat(new String(telling.event(Events.frame(hostile)).getFirst(), UTF_8))
                .startsWith("event: unknown\ndata: ");
    }

    @Test
    @Tag("SCR-35")
    void restoringIsTheSameForEveryCut() {
        String masked = "To [EMAIL_1] or é😀 [EMAIL_2], not [EMAIL_9] [x";
        String restored = "To ann.lee@example.org or é😀 bob.ray@example.org, not [EMAIL_9] [x";
        for (int i = 0; i <= masked.length(); i++) {
            List<Frame> frames = Events.streamed(masked.substring(0, i), masked.substring(i));
            List<JsonNode> events = told(frames);
            assertThat(said(events, 0, "text")).as("cut at %d", i).isEqualTo(restored);
            List<Piece> pieces = frames.stream().flatMap(f -> f.pieces().stream()).toList();
            assertThat(said(told(pieceByPiece(pieces)), 0, "text")).isEqualTo(restored);
        }
    }

    @Test
    @Tag("SCR-36")
    void toolArgumentsAreRestoredAndStayJson() throws IOException {
        String masked = "{\"to\":\"[EMAIL_1]\",\"cc\":[\"\\u005bEMAIL_2\\u005D\"]}";
        for (int cut = 0; cut <= masked.length(); cut++) {
            List<Frame> frames =
                    List.of(
                            Events.start(),
                            Events.beginTool(0, 0, "mail"),
                            Events.arguments(0, 0, masked.substring(0, cut)),
                            Events.arguments(0, 0, masked.substring(cut)),
                            Events.stop(0),
                            Events.ending("tool_use", FinishReason.TOOL_CALLS),
                            Events.over());
            JsonNode native_ = JSON.readTree(said(told(frames), 0, "partial_json"));
            assertThat(native_.path("to").asText()).isEqualTo("ann.lee@example.org");
            assertThat(native_.path("cc").path(0).asText()).isEqualTo("bob.ray@example.org");
            List<Piece> pieces = frames.stream().flatMap(f -> f.pieces().stream()).toList();
            assertThat(JSON.readTree(said(told(pieceByPiece(pieces)), 0, "partial_json")))
                    .isEqualTo(native_);
        }
    }

    @Test
    @Tag("SCR-37")
    void blocksHaveVoicesOfTheirOwn() {
        List<JsonNode> events =
                told(
                        List.of(
                                Events.start(),
                                Events.beginThinking(0),
                                Events.thinking(0, "hm [EMA"),
                                Events.signature(0, "EqQB/[EMAIL_1]=="),
                                Events.stop(0),
                                Events.beginText(1),
                                Events.text(1, "IL_1] [EMAIL_"),
                                Events.text(1, "1]"),
                                Events.stop(1),
                                Events.ending("end_turn", FinishReason.STOP),
                                Events.over()));
        assertThat(said(events, 0, "thinking")).isEqualTo("hm [EMA");
        assertThat(said(events, 0, "signature")).isEqualTo("EqQB/[EMAIL_1]==");
        assertThat(said(events, 1, "text")).isEqualTo("IL_1] ann.lee@example.org");
    }

    @Test
    void inputThatComesWithTheCallAndCitationsAreRestored() {
        String block =
                "{\"type\":\"tool_use\",\"id\":\"toolu_[EMAIL_1]\",\"name\":\"mail\",\"input\":{\"to\":[\"[EMAIL_1]\",{\"x\":\"a [EMAIL_2]\"}]}}";
        List<byte[]> begun = teller.begin(request).event(Events.begin(0, block));
        JsonNode content = parse(begun.getFirst()).path("content_block");
        assertThat(content.path("input").toString())
                .isEqualTo("{\"to\":[\"ann.lee@example.org\",{\"x\":\"a bob.ray@example.org\"}]}");
        assertThat(content.path("id").asText()).isEqualTo("toolu_[EMAIL_1]");
        String cited =
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"citations_delta\",\"citation\":{\"cited_text\":\"[EMAIL_1]\",\"encrypted_index\":\"[EMAIL_1]\"}}}";
        JsonNode citation =
                parse(teller.begin(request).event(Events.frame(cited)).getFirst())
                        .at("/delta/citation");
        assertThat(citation.path("cited_text").asText()).isEqualTo("ann.lee@example.org");
        assertThat(citation.path("encrypted_index").asText()).isEqualTo("[EMAIL_1]");
    }

    @Test
    @Tag("GTW-1")
    void anotherVendorsAnswerIsToldInBlocks() {
        List<JsonNode> events =
                retold(
                        new Piece.Reasoning(0, "Hm."),
                        new Piece.Text(0, "Look."),
                        new Piece.ToolCall(0, 0, "call_1", "beds"),
                        new Piece.ToolArguments(0, 0, "{\"ward\":"),
                        new Piece.ToolArguments(0, 0, "\"east\"}"),
                        new Piece.ToolCall(0, 1, "call_2", "now"),
                        new Piece.ToolArguments(0, 1, "{}"),
                        new Piece.Finished(0, FinishReason.TOOL_CALLS),
                        new Piece.Used(20, 9));
        assertThat(events.stream().map(JsonNode::toString))
                .containsExactly(
                        "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_"
                                + request.request().value()
                                + "\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":0,\"output_tokens\":0}}}",
                        "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}}",
                        "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"Hm.\"}}",
                        "{\"type\":\"content_block_stop\",\"index\":0}",
                        "{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
                        "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"text_delta\",\"text\":\"Look.\"}}",
                        "{\"type\":\"content_block_stop\",\"index\":1}",
                        "{\"type\":\"content_block_start\",\"index\":2,\"content_block\":{\"type\":\"tool_use\",\"id\":\"call_1\",\"name\":\"beds\",\"input\":{}}}",
                        "{\"type\":\"content_block_delta\",\"index\":2,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"ward\\\":\"}}",
                        "{\"type\":\"content_block_delta\",\"index\":2,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"\\\"east\\\"}\"}}",
                        "{\"type\":\"content_block_stop\",\"index\":2}",
                        "{\"type\":\"content_block_start\",\"index\":3,\"content_block\":{\"type\":\"tool_use\",\"id\":\"call_2\",\"name\":\"now\",\"input\":{}}}",
                        "{\"type\":\"content_block_delta\",\"index\":3,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{}\"}}",
                        "{\"type\":\"content_block_stop\",\"index\":3}",
                        "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\",\"stop_sequence\":null},\"usage\":{\"input_tokens\":20,\"output_tokens\":9}}",
                        "{\"type\":\"message_stop\"}");
    }

    @Test
    void callsThatComeInterleavedAreToldOneAfterTheOther() {
        List<JsonNode> events =
                retold(
                        new Piece.ToolCall(0, 0, "a", "f"),
                        new Piece.ToolArguments(0, 0, "{\"x\":\"}"),
                        new Piece.ToolCall(0, 1, "b", "g"),
                        new Piece.ToolArguments(0, 1, "{\"y\""),
                        new Piece.ToolArguments(0, 0, "\\\"\"}"),
                        new Piece.ToolArguments(0, 1, ":2}"),
                        new Piece.ToolCall(0, 2, "c", "h"),
                        new Piece.Finished(0, FinishReason.STOP));
        assertThat(said(events, 0, "partial_json")).isEqualTo("{\"x\":\"}\\\"\"}");
        assertThat(said(events, 1, "partial_json")).isEqualTo("{\"y\":2}");
        assertThat(events).filteredOn(e -> type(e, "content_block_start")).hasSize(3);
        assertThat(ending(events).at("/delta/stop_reason").asText()).isEqualTo("tool_use");
        assertThat(ending(events).at("/usage/output_tokens").asInt()).isEqualTo(6);
    }

    @Test
    void aDeclineIsARefusal() {
        List<JsonNode> events =
                retold(new Piece.Declined(0, "No."), new Piece.Finished(0, FinishReason.STOP));
        assertThat(said(events, 0, "text")).isEqualTo("No.");
        assertThat(ending(events).at("/delta/stop_reason").asText()).isEqualTo("refusal");
    }

    @Test
    void countsThatTheVendorForgotAreEstimated() throws IOException {
        String bare =
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null}}";
        List<JsonNode> events =
                told(
                        List.of(
                                Events.start(),
                                Events.beginText(0),
                                Events.text(0, "six by"),
                                Events.stop(0),
                                Events.frame(bare, new Piece.Finished(0, FinishReason.STOP)),
                                Events.frame("{\"type\":\"message_stop\"}")));
        assertThat(ending(events).at("/usage/output_tokens").asInt()).isEqualTo(2);
        String whole =
                new String(Events.whole("six by").json(), UTF_8).replaceFirst(",\"usage\":.*", "}");
        JsonNode told =
                JSON.readTree(
                        teller.begin(request)
                                .whole(Events.frame(whole, new Piece.Text(0, "six by"))));
        assertThat(told.at("/usage/output_tokens").asInt()).isEqualTo(2);
    }

    @Test
    void anotherTargetGoesOnInTheSameBlock() {
        Telling telling = teller.begin(request);
        List<byte[]> events = new ArrayList<>();
        List.of(Events.start(), Events.beginText(0), Events.text(0, "Write to [EMA"))
                .forEach(frame -> events.addAll(telling.event(frame)));
        telling.handOver();
        List<Frame> rest =
                List.of(
                        Chunks.role(0),
                        Chunks.text(0, "IL_1]. Bye"),
                        Chunks.stop(),
                        Chunks.used(3, 4));
        rest.forEach(frame -> events.addAll(telling.event(frame)));
        events.addAll(telling.end());
        List<JsonNode> parsed = sound(events);
        assertThat(said(parsed, 0, "text")).isEqualTo("Write to ann.lee@example.org. Bye");
        assertThat(ending(parsed).at("/usage/output_tokens").asInt()).isEqualTo(4);
    }

    @Test
    void handOverBetweenAnthropicTargetsHasOneOpening() {
        Telling telling = teller.begin(request);
        List<byte[]> events = new ArrayList<>();
        List.of(Events.start(), Events.beginText(0), Events.text(0, "One "))
                .forEach(frame -> events.addAll(telling.event(frame)));
        telling.handOver();
        Events.streamed("two.").forEach(frame -> events.addAll(telling.event(frame)));
        events.addAll(telling.end());
        List<JsonNode> parsed = sound(events);
        assertThat(said(parsed, 0, "text")).isEqualTo("One two.");
    }

    @Test
    @Tag("GTW-34")
    void signedReasoningSurvivesTheWayFromWholeToStreamAndBack() throws IOException {
        List<Piece> pieces =
                List.of(
                        new Piece.Reasoning(0, "Hm."),
                        new Piece.Signature(0, "EqQB=="),
                        new Piece.Redacted(0, "abc=="),
                        new Piece.Text(0, "Yes."),
                        new Piece.Finished(0, FinishReason.STOP),
                        new Piece.Used(1, 2));
        List<JsonNode> events = told(pieceByPiece(pieces));
        assertThat(said(events, 0, "signature")).isEqualTo("EqQB==");
        assertThat(events.stream().map(e -> e.at("/content_block/data").asText("")))
                .contains("abc==");
        JsonNode whole = JSON.readTree(teller.begin(request).whole(Frame.meaning(pieces)));
        assertThat(whole.path("content").toString())
                .isEqualTo(
                        "[{\"type\":\"thinking\",\"thinking\":\"Hm.\",\"signature\":\"EqQB==\"},{\"type\":\"redacted_thinking\",\"data\":\"abc==\"},{\"type\":\"text\",\"text\":\"Yes.\"}]");
    }

    @Test
    void aWholeAnswerIsRestored() throws IOException {
        Frame whole = Events.whole("Write to [EMAIL_1], \"[EMAIL_2]\"");
        JsonNode told = JSON.readTree(teller.begin(request).whole(whole));
        assertThat(told.at("/content/0/text").asText())
                .isEqualTo("Write to ann.lee@example.org, \"bob.ray@example.org\"");
        JsonNode other = JSON.readTree(teller.begin(request).whole(Chunks.whole("[EMAIL_1]")));
        assertThat(other.at("/content/0/text").asText()).isEqualTo("ann.lee@example.org");
        assertThat(other.path("stop_reason").asText()).isEqualTo("end_turn");
        assertThat(other.path("usage").toString())
                .isEqualTo("{\"input_tokens\":5,\"output_tokens\":2}");
        assertThat(teller.begin(messages("hello")).whole(whole)).isEqualTo(whole.json());
    }

    @Test
    void argumentsThatAreNoObjectStayReadable() throws IOException {
        Frame frame =
                Frame.meaning(
                        List.of(
                                new Piece.ToolCall(0, 0, "a", "f"),
                                new Piece.ToolArguments(0, 0, "{\"half\":"),
                                new Piece.ToolCall(0, 1, "b", "g"),
                                new Piece.Finished(0, FinishReason.TOOL_CALLS)));
        JsonNode content = JSON.readTree(teller.begin(request).whole(frame)).path("content");
        assertThat(content.at("/0/input").toString())
                .isEqualTo("{\"arguments\":\"{\\\"half\\\":\"}");
        assertThat(content.at("/1/input").toString()).isEqualTo("{}");
    }

    @Property(tries = 300)
    @net.jqwik.api.Tag("GTW-1")
    void anyOrderOfPiecesIsToldInASoundOrder(
            @ForAll @Size(max = 30) List<@IntRange(max = 26) Integer> seeds) {
        List<Piece> pieces = new ArrayList<>();
        seeds.forEach(seed -> pieces.add(piece(seed % 9, seed / 9)));
        told(pieceByPiece(pieces));
    }

    private static Piece piece(int seed, int tool) {
        return switch (seed) {
            case 0 -> new Piece.Text(0, "[EMAIL_");
            case 1 -> new Piece.Text(0, "1] ");
            case 2 -> new Piece.Reasoning(0, "[EMA");
            case 3 -> new Piece.Signature(0, "x");
            case 4 -> new Piece.Redacted(0, "y");
            case 5 -> new Piece.ToolCall(0, tool, "id" + tool, "f");
            case 6 -> new Piece.ToolArguments(0, tool, "{\"a\":");
            case 7 -> new Piece.ToolArguments(0, tool, "1}");
            default -> new Piece.Declined(0, "no");
        };
    }

    @Test
    @Tag("GTW-17")
    void theHeartbeatIsAPing() {
        assertThat(new String(teller.begin(request).heartbeat(), UTF_8))
                .isEqualTo("event: ping\ndata: {\"type\": \"ping\"}\n\n");
    }

    @Test
    void countsAreOneSmallDocument() {
        Screened count = Requests.screened(Dialect.ANTHROPIC_COUNT, ASKED.replace("%s", "hello"));
        assertThat(count.streamed()).isFalse();
        Telling telling = teller.begin(count);
        Frame counted = Frame.meaning(List.of(new Piece.Counted(42)));
        assertThat(new String(telling.whole(counted), UTF_8)).isEqualTo("{\"input_tokens\":42}");
    }
}
