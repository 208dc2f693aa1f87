package portcullis.providers.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Piece.FinishReason;
import portcullis.gateway.route.Piece.Finished;
import portcullis.gateway.route.Piece.Reasoning;
import portcullis.gateway.route.Piece.Text;
import portcullis.gateway.route.Piece.ToolArguments;
import portcullis.gateway.route.Piece.ToolCall;
import portcullis.gateway.route.Piece.Used;
import portcullis.gateway.route.Trouble.Cause;
import portcullis.gateway.route.Trouble.Malformed;
import portcullis.kernel.RequestId;
import portcullis.providers.chat.Chat;
import portcullis.providers.line.Heard;
import portcullis.providers.line.Hearing;

/** Understands one answer of Ollama. The line that says {@code done} is the end. */
final class OllamaHearing implements Hearing {
    private static final int CHOICE = 0;

    private final RequestId request;
    private Progress progress = Progress.NOTHING;
    private int tools;

    /**
     * @param request makes the ids of tool calls, which the vendor does not give
     */
    OllamaHearing(RequestId request) {
        this.request = request;
    }

    @Override
    public Heard event(byte[] data) {
        return document(data);
    }

    @Override
    public Heard whole(byte[] body) {
        Heard heard = document(body);
        if (heard instanceof Heard.Wrong || progress == Progress.SETTLED) {
            return heard;
        }
        return wrong(progress == Progress.NOTHING ? Cause.EMPTY : Cause.CUT);
    }

    @Override
    public Progress progress() {
        return progress;
    }

    private Heard document(byte[] json) {
        try {
            return hear(Chat.JSON.readTree(json));
        } catch (IOException broken) {
            boolean object = json.length > 0 && json[0] == '{';
            return wrong(object ? Cause.BAD_JSON : Cause.NOT_JSON);
        }
    }

    private Heard hear(JsonNode line) {
        if (line.has("error")) {
            return new Heard.Wrong(OllamaTongue.meaning(line.path("error")));
        }
        List<Piece> pieces = new ArrayList<>();
        said(line.path("message"), pieces);
        if (!pieces.isEmpty() && progress == Progress.NOTHING) {
            progress = Progress.BEGUN;
        }
        if (line.path("done").asBoolean()) {
            return finish(line, pieces);
        }
        return pieces.isEmpty() ? new Heard.Alive() : new Heard.Said(Frame.meaning(pieces));
    }

    /** {@code load} answers a request without messages: the model was loaded and said nothing. */
    private Heard finish(JsonNode line, List<Piece> pieces) {
        String word = line.path("done_reason").asText("stop");
        if (progress == Progress.NOTHING || word.equals("load")) {
            return wrong(Cause.EMPTY);
        }
        FinishReason reason = word.equals("length") ? FinishReason.LENGTH : FinishReason.STOP;
        boolean called = tools > 0 && reason == FinishReason.STOP;
        pieces.add(new Finished(CHOICE, called ? FinishReason.TOOL_CALLS : reason));
        JsonNode in = line.path("prompt_eval_count");
        JsonNode out = line.path("eval_count");
        if (in.isNumber() && out.isNumber()) {
            pieces.add(new Used(Math.max(0, in.asLong()), Math.max(0, out.asLong())));
        }
        progress = Progress.SETTLED;
        return new Heard.Said(Frame.meaning(pieces));
    }

    private void said(JsonNode message, List<Piece> pieces) {
        String thought = message.path("thinking").asText("");
        if (!thought.isEmpty()) {
            pieces.add(new Reasoning(CHOICE, thought));
        }
        String text = message.path("content").asText("");
        if (!text.isEmpty()) {
            pieces.add(new Text(CHOICE, text));
        }
        for (JsonNode call : message.path("tool_calls")) {
            JsonNode function = call.path("function");
            JsonNode arguments = function.path("arguments");
            String id = "call_" + request.value() + "_" + tools;
            pieces.add(new ToolCall(CHOICE, tools, id, function.path("name").asText()));
            String written = arguments.isObject() ? arguments.toString() : "{}";
            pieces.add(new ToolArguments(CHOICE, tools, written));
            tools++;
        }
    }

    private static Heard wrong(Cause cause) {
        return new Heard.Wrong(new Malformed(cause));
    }
}
