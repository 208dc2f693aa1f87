package portcullis.providers.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
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
import portcullis.gateway.route.Trouble.Reason;
import portcullis.gateway.route.Trouble.Rejected;
import portcullis.kernel.RequestId;
import portcullis.providers.chat.Chat;
import portcullis.providers.line.Heard;
import portcullis.providers.line.Hearing;

/**
 * Understands one answer of Gemini. There is no end mark: an answer is complete with the finish
 * reason of its one candidate. Token counts grow from event to event, so the last ones count.
 */
final class GeminiHearing implements Hearing {
    private static final int CHOICE = 0;
    private static final int SERVER_ERROR = 500;

    private final RequestId request;
    private Optional<Used> counted = Optional.empty();
    private Progress progress = Progress.NOTHING;
    private int tools;

    /**
     * @param request makes the ids of tool calls, where the vendor gives none
     */
    GeminiHearing(RequestId request) {
        this.request = request;
    }

    @Override
    public Heard event(byte[] data) {
        try {
            return hear(Chat.JSON.readTree(data));
        } catch (IOException broken) {
            return wrong(new Malformed(Cause.BAD_JSON));
        }
    }

    @Override
    public Heard whole(byte[] body) {
        try {
            Heard heard = hear(Chat.JSON.readTree(body));
            if (heard instanceof Heard.Wrong) {
                return heard;
            }
            boolean complete = progress == Progress.FINISHED || progress == Progress.SETTLED;
            Cause cause = progress == Progress.NOTHING ? Cause.EMPTY : Cause.CUT;
            return complete ? heard : wrong(new Malformed(cause));
        } catch (IOException broken) {
            boolean object = body.length > 0 && body[0] == '{';
            return wrong(new Malformed(object ? Cause.BAD_JSON : Cause.NOT_JSON));
        }
    }

    @Override
    public Progress progress() {
        return progress;
    }

    private Heard hear(JsonNode event) {
        if (event.isArray() || event.has("error")) {
            return wrong(fault(event));
        }
        if (event.path("promptFeedback").path("blockReason").isTextual()) {
            return wrong(new Rejected(Reason.CONTENT_FILTER));
        }
        count(event.path("usageMetadata"));
        List<Piece> pieces = new ArrayList<>();
        JsonNode candidate = event.path("candidates").path(0);
        candidate.path("content").path("parts").forEach(part -> said(part, pieces));
        begin(pieces);
        String reason = candidate.path("finishReason").asText("");
        return reason.isEmpty() ? heard(pieces) : finish(reason, pieces);
    }

    private static Trouble fault(JsonNode event) {
        boolean tells = event.has("error") || event.path(0).has("error");
        return tells ? GeminiTongue.meaning(event, SERVER_ERROR) : new Malformed(Cause.BAD_FRAMING);
    }

    private void begin(List<Piece> pieces) {
        if (!pieces.isEmpty() && progress == Progress.NOTHING) {
            progress = Progress.BEGUN;
        }
    }

    private Heard heard(List<Piece> pieces) {
        if (progress == Progress.FINISHED) {
            counted.ifPresent(pieces::add);
            progress = counted.isPresent() ? Progress.SETTLED : progress;
        }
        return pieces.isEmpty() ? new Heard.Alive() : new Heard.Said(Frame.meaning(pieces));
    }

    private Heard finish(String word, List<Piece> pieces) {
        boolean filtered = reason(word) == FinishReason.CONTENT_FILTER;
        if (filtered && progress == Progress.NOTHING) {
            return wrong(new Rejected(Reason.CONTENT_FILTER));
        }
        if (word.endsWith("_FUNCTION_CALL") || word.endsWith("_TOOL_CALL")) {
            return wrong(new Malformed(Cause.ERROR_EVENT));
        }
        FinishReason reason =
                tools > 0 && reason(word) == FinishReason.STOP
                        ? FinishReason.TOOL_CALLS
                        : reason(word);
        pieces.add(new Finished(CHOICE, reason));
        progress = Progress.FINISHED;
        return heard(pieces);
    }

    private void said(JsonNode part, List<Piece> pieces) {
        String text = part.path("text").asText("");
        JsonNode call = part.path("functionCall");
        if (call.isObject()) {
            String id = call.path("id").asText("call_" + request.value() + "_" + tools);
            JsonNode arguments = call.path("args");
            pieces.add(new ToolCall(CHOICE, tools, id, call.path("name").asText()));
            pieces.add(
                    new ToolArguments(
                            CHOICE, tools, arguments.isObject() ? arguments.toString() : "{}"));
            tools++;
        } else if (!text.isEmpty()) {
            boolean thought = part.path("thought").asBoolean();
            pieces.add(thought ? new Reasoning(CHOICE, text) : new Text(CHOICE, text));
        }
    }

    /** What the model thought is billed as output. */
    private void count(JsonNode usage) {
        if (usage.path("promptTokenCount").isNumber()) {
            long in =
                    usage.path("promptTokenCount").asLong()
                            + usage.path("toolUsePromptTokenCount").asLong();
            long out =
                    usage.path("candidatesTokenCount").asLong()
                            + usage.path("thoughtsTokenCount").asLong();
            counted = Optional.of(new Used(Math.max(0, in), Math.max(0, out)));
        }
    }

    private static FinishReason reason(String word) {
        return switch (word) {
            case "STOP" -> FinishReason.STOP;
            case "MAX_TOKENS" -> FinishReason.LENGTH;
            case "SAFETY",
                    "RECITATION",
                    "BLOCKLIST",
                    "PROHIBITED_CONTENT",
                    "SPII",
                    "IMAGE_SAFETY" ->
                    FinishReason.CONTENT_FILTER;
            default -> FinishReason.OTHER;
        };
    }

    private static Heard wrong(Trouble trouble) {
        return new Heard.Wrong(trouble);
    }
}
