package portcullis.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Piece.FinishReason;

/** Frames as an Anthropic vendor would send them. */
public final class Events {
    private Events() {}

    public static Frame start() {
        return frame(
                "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_v\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-x\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}}");
    }

    public static Frame begin(int index, String block, Piece... pieces) {
        return frame(
                "{\"type\":\"content_block_start\",\"index\":"
                        + index
                        + ",\"content_block\":"
                        + block
                        + "}",
                pieces);
    }

    public static Frame beginText(int index) {
        return begin(index, "{\"type\":\"text\",\"text\":\"\"}");
    }

    public static Frame beginThinking(int index) {
        return begin(index, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}");
    }

    public static Frame beginTool(int index, int tool, String name) {
        String id = "toolu_" + tool;
        return begin(
                index,
                "{\"type\":\"tool_use\",\"id\":\""
                        + id
                        + "\",\"name\":\""
                        + name
                        + "\",\"input\":{}}",
                new Piece.ToolCall(0, tool, id, name));
    }

    public static Frame text(int index, String text) {
        return delta(index, "text_delta", "text", text, new Piece.Text(0, text));
    }

    public static Frame thinking(int index, String text) {
        return delta(index, "thinking_delta", "thinking", text, new Piece.Reasoning(0, text));
    }

    public static Frame signature(int index, String value) {
        return delta(index, "signature_delta", "signature", value, new Piece.Signature(0, value));
    }

    public static Frame arguments(int index, int tool, String fragment) {
        return delta(
                index,
                "input_json_delta",
                "partial_json",
                fragment,
                new Piece.ToolArguments(0, tool, fragment));
    }

    private static Frame delta(int index, String type, String field, String text, Piece piece) {
        String delta = "{\"type\":\"" + type + "\",\"" + field + "\":" + Chunks.quoted(text) + "}";
        return frame(
                "{\"type\":\"content_block_delta\",\"index\":"
                        + index
                        + ",\"delta\":"
                        + delta
                        + "}",
                piece);
    }

    public static Frame stop(int index) {
        return frame("{\"type\":\"content_block_stop\",\"index\":" + index + "}");
    }

    public static Frame ending(String reason, FinishReason meaning) {
        return frame(
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\""
                        + reason
                        + "\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":7}}",
                new Piece.Finished(0, meaning));
    }

    public static Frame over() {
        return frame("{\"type\":\"message_stop\"}", new Piece.Used(3, 7));
    }

    /** A streamed answer with one text block of these parts. */
    public static List<Frame> streamed(String... parts) {
        List<Frame> frames = new ArrayList<>(List.of(start(), beginText(0)));
        for (String part : parts) {
            frames.add(text(0, part));
        }
        frames.addAll(List.of(stop(0), ending("end_turn", FinishReason.STOP), over()));
        return frames;
    }

    /** A whole answer. */
    public static Frame whole(String text) {
        return frame(
                "{\"id\":\"msg_w\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-x\",\"content\":[{\"type\":\"text\",\"text\":"
                        + Chunks.quoted(text)
                        + "}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,\"usage\":{\"input_tokens\":5,\"output_tokens\":2}}",
                new Piece.Text(0, text),
                new Piece.Finished(0, FinishReason.STOP),
                new Piece.Used(5, 2));
    }

    public static Frame frame(String json, Piece... pieces) {
        return new Frame(Dialect.ANTHROPIC_MESSAGES, json.getBytes(UTF_8), List.of(pieces));
    }
}
