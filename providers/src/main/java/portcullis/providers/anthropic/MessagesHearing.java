package portcullis.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import portcullis.gateway.Dialect;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
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
import portcullis.providers.line.Hearing;

/**
 * Understands one answer in Anthropic's shapes and hands its events on as they came. Pings, and
 * what is no event of an answer, are signs of life only: they put off the idle limit, because the
 * vendor sends them while it holds a tool's arguments back, but they are no first token.
 */
final class MessagesHearing implements Hearing {
    private static final int CHOICE = 0;

    private final Map<Integer, Integer> tools = new HashMap<>();

    /** Arguments of tool calls that came with the call itself, until fragments come. */
    private final Map<Integer, String> unsaid = new HashMap<>();

    private OptionalLong in = OptionalLong.empty();
    private OptionalLong out = OptionalLong.empty();
    private Progress progress = Progress.NOTHING;
    private boolean started;

    @Override
    public Heard event(byte[] data) {
        try {
            return hear(Question.JSON.readTree(data), data);
        } catch (IOException broken) {
            return wrong(Cause.BAD_JSON);
        }
    }

    @Override
    public Progress progress() {
        return progress;
    }

    private Heard hear(JsonNode event, byte[] data) {
        String type = event.path("type").asText();
        return switch (type) {
            case "", "ping" -> new Heard.Alive();
            case "error" -> new Heard.Wrong(meaning(event, new Malformed(Cause.ERROR_EVENT)));
            case "message_start" -> started ? wrong(Cause.BAD_FRAMING) : begin(event, data);
            default -> started ? said(type, event, data) : wrong(Cause.BAD_FRAMING);
        };
    }

    private Heard begin(JsonNode event, byte[] data) {
        started = true;
        count(event.path("message").path("usage"));
        return said(List.of(), data);
    }

    private Heard said(String type, JsonNode event, byte[] data) {
        int block = event.path("index").asInt();
        return switch (type) {
            case "content_block_start" ->
                    said(blockBegins(block, event.path("content_block")), data);
            case "content_block_delta" -> said(delta(block, event.path("delta")), data);
            case "content_block_stop" -> said(blockEnds(block), data);
            case "message_delta" -> ending(event, data);
            case "message_stop" -> over(data);
            default -> said(List.of(), data);
        };
    }

    private Heard said(List<Piece> pieces, byte[] data) {
        boolean begins = progress == Progress.NOTHING && !pieces.isEmpty();
        progress = begins ? Progress.BEGUN : progress;
        return new Heard.Said(new Frame(Dialect.ANTHROPIC_MESSAGES, data, pieces));
    }

    private List<Piece> blockBegins(int block, JsonNode content) {
        return switch (content.path("type").asText()) {
            case "text" -> text(content.path("text").asText());
            case "thinking" -> reasoning(content.path("thinking").asText());
            case "redacted_thinking" ->
                    List.of(new Redacted(CHOICE, content.path("data").asText()));
            case "tool_use" -> {
                int tool = tools.size();
                tools.put(block, tool);
                unsaid.put(block, arguments(content));
                yield List.of(called(tool, content));
            }
            default -> List.of();
        };
    }

    private List<Piece> delta(int block, JsonNode delta) {
        return switch (delta.path("type").asText()) {
            case "text_delta" -> text(delta.path("text").asText());
            case "thinking_delta" -> reasoning(delta.path("thinking").asText());
            case "signature_delta" -> signature(delta.path("signature").asText());
            case "input_json_delta" -> fragment(block, delta.path("partial_json").asText());
            default -> List.of();
        };
    }

    private static List<Piece> text(String text) {
        return text.isEmpty() ? List.of() : List.of(new Text(CHOICE, text));
    }

    private static List<Piece> reasoning(String text) {
        return text.isEmpty() ? List.of() : List.of(new Reasoning(CHOICE, text));
    }

    private static List<Piece> signature(String value) {
        return value.isEmpty() ? List.of() : List.of(new Signature(CHOICE, value));
    }

    private List<Piece> fragment(int block, String fragment) {
        if (fragment.isEmpty() || !tools.containsKey(block)) {
            return List.of();
        }
        unsaid.remove(block);
        return List.of(new ToolArguments(CHOICE, tools.get(block), fragment));
    }

    /** A call without arguments is streamed without a fragment; others expect JSON. */
    private List<Piece> blockEnds(int block) {
        String arguments = unsaid.remove(block);
        return arguments == null
                ? List.of()
                : List.of(new ToolArguments(CHOICE, tools.getOrDefault(block, 0), arguments));
    }

    private Heard ending(JsonNode event, byte[] data) {
        count(event.path("usage"));
        String reason = event.path("delta").path("stop_reason").asText("");
        if (reason.isEmpty()) {
            return said(List.of(), data);
        }
        if (!unsaid.isEmpty()) {
            return wrong(Cause.BAD_FRAMING);
        }
        List<Piece> pieces = new ArrayList<>(List.of(new Finished(CHOICE, reason(reason))));
        used().ifPresent(pieces::add);
        Heard end = said(pieces, data);
        progress = Progress.FINISHED;
        return end;
    }

    private Heard over(byte[] data) {
        if (progress != Progress.FINISHED) {
            return wrong(Cause.CUT);
        }
        progress = Progress.SETTLED;
        return said(List.of(), data);
    }

    @Override
    public Heard whole(byte[] body) {
        try {
            JsonNode message = Question.JSON.readTree(body);
            if (message.path("type").asText().equals("error")) {
                return new Heard.Wrong(meaning(message, new Malformed(Cause.ERROR_EVENT)));
            }
            return message.path("content").isArray() ? whole(message, body) : wrong(Cause.EMPTY);
        } catch (IOException broken) {
            boolean object = body.length > 0 && body[0] == '{';
            return wrong(object ? Cause.BAD_JSON : Cause.NOT_JSON);
        }
    }

    private Heard whole(JsonNode message, byte[] body) {
        String reason = message.path("stop_reason").asText("");
        if (reason.isEmpty()) {
            return wrong(Cause.CUT);
        }
        List<Piece> pieces = new ArrayList<>();
        for (JsonNode block : message.path("content")) {
            switch (block.path("type").asText()) {
                case "text" -> pieces.add(new Text(CHOICE, block.path("text").asText()));
                case "thinking" -> {
                    pieces.add(new Reasoning(CHOICE, block.path("thinking").asText()));
                    pieces.addAll(signature(block.path("signature").asText()));
                }
                case "redacted_thinking" ->
                        pieces.add(new Redacted(CHOICE, block.path("data").asText()));
                case "tool_use" -> {
                    int tool = tools.size();
                    tools.put(tool, tool);
                    pieces.add(called(tool, block));
                    pieces.add(new ToolArguments(CHOICE, tool, arguments(block)));
                }
                default -> {
                    // blocks of tools that no caller of ours can ask for
                }
            }
        }
        pieces.add(new Finished(CHOICE, reason(reason)));
        count(message.path("usage"));
        used().ifPresent(pieces::add);
        return new Heard.Said(new Frame(Dialect.ANTHROPIC_MESSAGES, body, pieces));
    }

    private static ToolCall called(int tool, JsonNode block) {
        return new ToolCall(CHOICE, tool, block.path("id").asText(), block.path("name").asText());
    }

    private static String arguments(JsonNode block) {
        JsonNode input = block.path("input");
        return input.isObject() ? input.toString() : "{}";
    }

    private static FinishReason reason(String word) {
        return switch (word) {
            case "end_turn", "stop_sequence" -> FinishReason.STOP;
            case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
            case "tool_use" -> FinishReason.TOOL_CALLS;
            case "refusal" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.OTHER;
        };
    }

    /** Counts are cumulative: the last report of each wins. What came from a cache counts, too. */
    private void count(JsonNode usage) {
        if (usage.path("input_tokens").isNumber()) {
            in =
                    OptionalLong.of(
                            usage.path("input_tokens").asLong()
                                    + usage.path("cache_creation_input_tokens").asLong()
                                    + usage.path("cache_read_input_tokens").asLong());
        }
        if (usage.path("output_tokens").isNumber()) {
            out = OptionalLong.of(usage.path("output_tokens").asLong());
        }
    }

    private Optional<Piece> used() {
        return in.isPresent() && out.isPresent()
                ? Optional.of(new Used(Math.max(0, in.getAsLong()), Math.max(0, out.getAsLong())))
                : Optional.empty();
    }

    /** What a refusal's body means; {@code unclear} when it does not say. */
    static Trouble fault(byte[] body, Trouble unclear) {
        try {
            return meaning(Question.JSON.readTree(body), unclear);
        } catch (IOException notJson) {
            return unclear;
        }
    }

    /** The message is read for what it says about the cause and never handed on. */
    private static Trouble meaning(JsonNode document, Trouble unclear) {
        JsonNode error = document.path("error");
        return switch (error.path("type").asText()) {
            case "overloaded_error", "rate_limit_error" -> new Throttled(Optional.empty());
            case "api_error", "timeout_error" -> new Unavailable(Cause.SERVER_ERROR);
            case "authentication_error", "permission_error", "billing_error" ->
                    new Unavailable(Cause.AUTHENTICATION);
            case "not_found_error" -> new Unavailable(Cause.NOT_FOUND);
            case "request_too_large" -> new Rejected(Reason.CONTEXT_TOO_LONG);
            case "invalid_request_error" ->
                    invalid(error.path("message").asText().toLowerCase(Locale.ROOT));
            default -> unclear;
        };
    }

    private static Trouble invalid(String message) {
        if (message.contains("prompt is too long") || message.contains("exceed context limit")) {
            return new Rejected(Reason.CONTEXT_TOO_LONG);
        }
        if (message.contains("content filtering policy")) {
            return new Rejected(Reason.CONTENT_FILTER);
        }
        return message.contains("credit balance")
                ? new Unavailable(Cause.AUTHENTICATION)
                : new Rejected(Reason.BAD_REQUEST);
    }

    private static Heard wrong(Cause cause) {
        return new Heard.Wrong(new Malformed(cause));
    }
}
