package portcullis.gateway.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;

/** A stream in the messages dialect as strict clients read it. */
final class MessagesHeard {
    private static final ObjectMapper JSON = new ObjectMapper();

    private MessagesHeard() {}

    /** An event as clients read it; its name must be its type. */
    static JsonNode parse(byte[] event) {
        String text = new String(event, UTF_8);
        assertThat(text).startsWith("event: ").endsWith("\n\n");
        String[] lines = text.strip().split("\n");
        assertThat(lines).hasSize(2);
        try {
            JsonNode json = JSON.readTree(lines[1].substring("data: ".length()));
            assertThat(lines[0]).isEqualTo("event: " + json.path("type").asText());
            return json;
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    static List<Frame> pieceByPiece(List<Piece> pieces) {
        return pieces.stream().map(piece -> Frame.meaning(List.of(piece))).toList();
    }

    /** All events of one answer, whose order must be what the dialect promises. */
    static List<JsonNode> sound(List<byte[]> events) {
        List<JsonNode> parsed = events.stream().map(MessagesHeard::parse).toList();
        assertSound(parsed);
        return parsed;
    }

    /** The order that the dialect promises, whatever was told. */
    private static void assertSound(List<JsonNode> events) {
        assertThat(events.getFirst().path("type").asText()).isEqualTo("message_start");
        assertThat(events.getLast().path("type").asText()).isEqualTo("message_stop");
        assertThat(events).filteredOn(e -> type(e, "message_start")).hasSize(1);
        assertThat(events).filteredOn(e -> type(e, "message_stop")).hasSize(1);
        assertThat(events).filteredOn(e -> type(e, "message_delta")).hasSize(1);
        JsonNode ending = events.get(events.size() - 2);
        assertThat(ending.at("/usage/output_tokens").isIntegralNumber()).isTrue();
        int next = 0;
        int open = -1;
        for (JsonNode event : events) {
            int index = event.path("index").asInt(-1);
            switch (event.path("type").asText()) {
                case "content_block_start" -> {
                    assertThat(open).isEqualTo(-1);
                    assertThat(index).isEqualTo(next++);
                    open = index;
                }
                case "content_block_delta" -> assertThat(index).isEqualTo(open);
                case "content_block_stop" -> {
                    assertThat(index).isEqualTo(open);
                    open = -1;
                }
                default -> {}
            }
        }
        assertThat(open).isEqualTo(-1);
    }

    static boolean type(JsonNode event, String type) {
        return event.path("type").asText().equals(type);
    }

    static String said(List<JsonNode> events, int block, String field) {
        StringBuilder text = new StringBuilder();
        for (JsonNode event : events) {
            if (event.path("index").asInt(-1) == block) {
                text.append(event.path("delta").path(field).asText(""));
            }
        }
        return text.toString();
    }

    static JsonNode ending(List<JsonNode> events) {
        return events.get(events.size() - 2);
    }
}
