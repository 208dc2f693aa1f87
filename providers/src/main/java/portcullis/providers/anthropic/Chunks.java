package portcullis.providers.anthropic;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import portcullis.gateway.Dialect;
import portcullis.gateway.JsonText;
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

/**
 * Writes one answer in OpenAI's chat shapes. Anthropic gives one choice, so all of it is choice 0.
 *
 * @param id of the answer, as the vendor named it
 * @param created in seconds since 1970
 * @param model as the vendor named it
 */
record Chunks(String id, long created, String model) {

    /** The first chunk of a stream. */
    Frame opening() {
        return chunk("\"role\":\"assistant\",\"content\":\"\"", "null", List.of());
    }

    Frame saying(Piece piece) {
        List<Piece> pieces = List.of(piece);
        return switch (piece) {
            case Text(_, String text) -> chunk("\"content\":" + quoted(text), "null", pieces);
            case Reasoning(_, String text) ->
                    chunk("\"reasoning_content\":" + quoted(text), "null", pieces);
            case Declined(_, String text) -> chunk("\"refusal\":" + quoted(text), "null", pieces);
            case ToolCall call -> chunk(tool(call.index(), opened(call, "")), "null", pieces);
            case ToolArguments(_, int index, String fragment) ->
                    chunk(
                            tool(index, "\"function\":{\"arguments\":" + quoted(fragment) + "}"),
                            "null",
                            pieces);
            case Finished(_, FinishReason reason) -> chunk("", quoted(word(reason)), pieces);
            case Used used ->
                    frame(head("chat.completion.chunk") + "\"choices\":[]," + usage(used), pieces);
        };
    }

    /** The whole answer as one document; {@code pieces} end with {@code Finished} and the usage. */
    Frame whole(List<Piece> pieces) {
        StringBuilder text = new StringBuilder();
        StringBuilder reasoning = new StringBuilder();
        List<String> tools = new ArrayList<>();
        Optional<ToolCall> open = Optional.empty();
        String finish = "null";
        String usage = "}";
        for (Piece piece : pieces) {
            switch (piece) {
                case Text(_, String part) -> text.append(part);
                case Reasoning(_, String part) -> reasoning.append(part);
                case ToolCall call -> open = Optional.of(call);
                case ToolArguments(_, _, String all) ->
                        open.ifPresent(call -> tools.add("{" + opened(call, all) + "}"));
                case Finished(_, FinishReason reason) -> finish = quoted(word(reason));
                case Used used -> usage = "," + usage(used);
                case Declined _ -> {}
            }
        }
        boolean silent = text.isEmpty() && !tools.isEmpty();
        String message =
                ("{\"role\":\"assistant\",\"content\":"
                                + (silent ? "null" : quoted(text.toString())))
                        + ",\"refusal\":null"
                        + (reasoning.isEmpty()
                                ? ""
                                : ",\"reasoning_content\":" + quoted(reasoning.toString()))
                        + (tools.isEmpty()
                                ? ""
                                : ",\"tool_calls\":[" + String.join(",", tools) + "]")
                        + "}";
        String choice =
                "{\"index\":0,\"message\":"
                        + message
                        + ",\"logprobs\":null,\"finish_reason\":"
                        + finish
                        + "}";
        return frame(head("chat.completion") + "\"choices\":[" + choice + "]" + usage, pieces);
    }

    private Frame chunk(String delta, String finish, List<Piece> pieces) {
        String choice =
                "{\"index\":0,\"delta\":{" + delta + "},\"logprobs\":null,\"finish_reason\":";
        return frame(
                head("chat.completion.chunk") + "\"choices\":[" + choice + finish + "}]}", pieces);
    }

    private static String tool(int index, String rest) {
        return "\"tool_calls\":[{\"index\":" + index + "," + rest + "}]";
    }

    private static String opened(ToolCall call, String arguments) {
        return ("\"id\":" + quoted(call.id()) + ",\"type\":\"function\",\"function\":{\"name\":")
                + (quoted(call.name()) + ",\"arguments\":" + quoted(arguments) + "}");
    }

    /** What a document begins with, up to its {@code choices}. */
    private String head(String object) {
        return ("{\"id\":" + quoted(id) + ",\"object\":\"" + object + "\",\"created\":" + created)
                + (",\"model\":" + quoted(model) + ",");
    }

    /** The usage and the document's end. */
    private static String usage(Used used) {
        long in = used.inputTokens();
        long out = used.outputTokens();
        return ("\"usage\":{\"prompt_tokens\":" + in + ",\"completion_tokens\":" + out)
                + (",\"total_tokens\":" + (in + out) + "}}");
    }

    private static String word(FinishReason reason) {
        return switch (reason) {
            case STOP, OTHER -> "stop";
            case LENGTH -> "length";
            case TOOL_CALLS -> "tool_calls";
            case CONTENT_FILTER -> "content_filter";
        };
    }

    private static Frame frame(String json, List<Piece> pieces) {
        return new Frame(Dialect.OPENAI_CHAT, json.getBytes(StandardCharsets.UTF_8), pieces);
    }

    private static String quoted(String text) {
        return new String(JsonText.quoted(text), StandardCharsets.UTF_8);
    }
}
