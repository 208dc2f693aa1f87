package portcullis.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.stream.Stream;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Piece.FinishReason;

/** Frames as an OpenAI vendor would send them. */
public final class Chunks {
    private static final String HEAD =
            "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":7,\"model\":\"m\",";

    private Chunks() {}

    public static Frame role(int choice) {
        return chunk(choice, "{\"role\":\"assistant\",\"content\":\"\"}", "null");
    }

    public static Frame text(int choice, String text) {
        String delta = "{\"content\":" + quoted(text) + "}";
        return chunk(choice, delta, "null", new Piece.Text(choice, text));
    }

    public static Frame tool(int choice, int index, String name) {
        String delta =
                "{\"tool_calls\":[{\"index\":%d,\"id\":\"call_%d\",\"type\":\"function\",\"function\":{\"name\":\"%s\",\"arguments\":\"\"}}]}"
                        .formatted(index, index, name);
        return chunk(
                choice, delta, "null", new Piece.ToolCall(choice, index, "call_" + index, name));
    }

    public static Frame arguments(int choice, int index, String fragment) {
        String delta =
                "{\"tool_calls\":[{\"index\":%d,\"function\":{\"arguments\":%s}}]}"
                        .formatted(index, quoted(fragment));
        return chunk(choice, delta, "null", new Piece.ToolArguments(choice, index, fragment));
    }

    public static Frame finish(int choice, FinishReason reason) {
        String name = reason == FinishReason.TOOL_CALLS ? "\"tool_calls\"" : "\"stop\"";
        return chunk(choice, "{}", name, new Piece.Finished(choice, reason));
    }

    public static Frame stop() {
        return finish(0, FinishReason.STOP);
    }

    public static Frame used(long input, long output) {
        String json =
                HEAD
                        + "\"choices\":[],\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d}}"
                                .formatted(input, output, input + output);
        return frame(json, new Piece.Used(input, output));
    }

    /** A whole answer. */
    public static Frame whole(String text) {
        String json =
                "{\"id\":\"chatcmpl-2\",\"object\":\"chat.completion\",\"created\":7,\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":"
                        + quoted(text)
                        + "},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2,\"total_tokens\":7}}";
        return frame(
                json,
                new Piece.Text(0, text),
                new Piece.Finished(0, FinishReason.STOP),
                new Piece.Used(5, 2));
    }

    /** A streamed answer of these parts, with usage. */
    public static List<Frame> streamed(String... parts) {
        Stream<Frame> texts = Stream.of(parts).map(part -> text(0, part));
        return Stream.of(Stream.of(role(0)), texts, Stream.of(stop(), used(5, 2)))
                .flatMap(frames -> frames)
                .toList();
    }

    public static Frame frame(String json, Piece... pieces) {
        return new Frame(Dialect.OPENAI_CHAT, json.getBytes(UTF_8), List.of(pieces));
    }

    private static Frame chunk(int choice, String delta, String finish, Piece... pieces) {
        String json =
                HEAD
                        + "\"choices\":[{\"index\":%d,\"delta\":%s,\"finish_reason\":%s}]}"
                                .formatted(choice, delta, finish);
        return frame(json, pieces);
    }

    public static String quoted(String text) {
        return new String(JsonText.quoted(text), UTF_8);
    }
}
