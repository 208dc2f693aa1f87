package portcullis.gateway.stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Piece.FinishReason;

/** Writes pieces as chunks of the OpenAI chat dialect. */
final class ChatWriter {
    private final JsonFactory json;

    ChatWriter(JsonFactory json) {
        this.json = json;
    }

    byte[] document(JsonDocument.Part part) {
        return JsonDocument.of(json, part);
    }

    /** A chunk that adds to one voice. */
    byte[] saying(Head head, Voice voice, String text) {
        return chunk(head, voice.choice(), "", to -> say(to, voice, text));
    }

    /** The first chunk of a choice. */
    byte[] opening(Head head, int choice) {
        return chunk(head, choice, "", to -> to.writeStringField("role", "assistant"));
    }

    byte[] piece(Head head, Piece piece) {
        return switch (piece) {
            case Piece.Text(int choice, String text) ->
                    saying(head, new Voice(choice, "content", Voice.NO_TOOL), text);
            case Piece.Reasoning(int choice, String text) ->
                    saying(head, new Voice(choice, "reasoning_content", Voice.NO_TOOL), text);
            case Piece.Declined(int choice, String text) ->
                    saying(head, new Voice(choice, "refusal", Voice.NO_TOOL), text);
            case Piece.ToolCall call -> chunk(head, call.choice(), "", to -> toolCall(to, call));
            case Piece.ToolArguments(int choice, int index, String fragment) ->
                    saying(head, new Voice(choice, "arguments", index), fragment);
            case Piece.Finished(int choice, FinishReason reason) ->
                    chunk(head, choice, name(reason), to -> {});
            case Piece.Used used -> usage(head, used);
            case Piece.Opaque _, Piece.Counted _ ->
                    throw new IllegalArgumentException("nothing that a chat can hold");
        };
    }

    private byte[] chunk(Head head, int choice, String finish, JsonDocument.Part delta) {
        return document(
                to -> {
                    begin(to, head, "chat.completion.chunk");
                    to.writeArrayFieldStart("choices");
                    to.writeStartObject();
                    to.writeNumberField("index", choice);
                    to.writeObjectFieldStart("delta");
                    delta.write(to);
                    to.writeEndObject();
                    finish(to, finish);
                    to.writeEndObject();
                    to.writeEndArray();
                });
    }

    private byte[] usage(Head head, Piece.Used used) {
        return document(
                to -> {
                    begin(to, head, "chat.completion.chunk");
                    to.writeArrayFieldStart("choices");
                    to.writeEndArray();
                    used(to, used);
                });
    }

    static void begin(JsonGenerator to, Head head, String object) throws IOException {
        to.writeStringField("id", head.id());
        to.writeStringField("object", object);
        to.writeNumberField("created", head.created());
        to.writeStringField("model", head.model());
    }

    static void used(JsonGenerator to, Piece.Used used) throws IOException {
        to.writeObjectFieldStart("usage");
        to.writeNumberField("prompt_tokens", used.inputTokens());
        to.writeNumberField("completion_tokens", used.outputTokens());
        to.writeNumberField("total_tokens", used.inputTokens() + used.outputTokens());
        to.writeEndObject();
    }

    static void finish(JsonGenerator to, String reason) throws IOException {
        if (reason.isEmpty()) {
            to.writeNullField("finish_reason");
        } else {
            to.writeStringField("finish_reason", reason);
        }
    }

    private static void say(JsonGenerator to, Voice voice, String text) throws IOException {
        if (voice.tool() == Voice.NO_TOOL) {
            to.writeStringField(voice.field(), text);
            return;
        }
        to.writeArrayFieldStart("tool_calls");
        to.writeStartObject();
        to.writeNumberField("index", voice.tool());
        to.writeObjectFieldStart("function");
        to.writeStringField("arguments", text);
        to.writeEndObject();
        to.writeEndObject();
        to.writeEndArray();
    }

    private static void toolCall(JsonGenerator to, Piece.ToolCall call) throws IOException {
        to.writeArrayFieldStart("tool_calls");
        to.writeStartObject();
        to.writeNumberField("index", call.index());
        to.writeStringField("id", call.id());
        to.writeStringField("type", "function");
        to.writeObjectFieldStart("function");
        to.writeStringField("name", call.name());
        to.writeStringField("arguments", "");
        to.writeEndObject();
        to.writeEndObject();
        to.writeEndArray();
    }

    static String name(FinishReason reason) {
        return switch (reason) {
            case STOP, OTHER -> "stop";
            case LENGTH -> "length";
            case TOOL_CALLS -> "tool_calls";
            case CONTENT_FILTER -> "content_filter";
        };
    }
}
