package portcullis.gateway.stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Piece.FinishReason;

/** Writes events of Anthropic's Messages dialect, each with its {@code event:} line. */
final class MessagesWriter {
    private final JsonFactory json;

    MessagesWriter(JsonFactory json) {
        this.json = json;
    }

    /** The opening. What the question counts is known at the end only, so the counts are zero. */
    byte[] start(Head head) {
        return event(
                "message_start",
                to -> {
                    to.writeObjectFieldStart("message");
                    opening(to, head);
                    to.writeArrayFieldStart("content");
                    to.writeEndArray();
                    ending(to, "");
                    usage(to, Optional.of(new Piece.Used(0, 0)), 0);
                    to.writeEndObject();
                });
    }

    byte[] begin(int index, JsonDocument.Part block) {
        return event(
                "content_block_start",
                to -> {
                    to.writeNumberField("index", index);
                    to.writeObjectFieldStart("content_block");
                    block.write(to);
                    to.writeEndObject();
                });
    }

    /** Adds to a block of this kind. */
    byte[] say(int index, BlockKind kind, String text) {
        return switch (kind) {
            case TEXT -> delta(index, "text_delta", "text", text);
            case THINKING -> delta(index, "thinking_delta", "thinking", text);
            case TOOL -> delta(index, "input_json_delta", "partial_json", text);
            case OTHER, UNKNOWN ->
                    throw new IllegalArgumentException("nothing is added to such a block");
        };
    }

    byte[] signature(int index, String value) {
        return delta(index, "signature_delta", "signature", value);
    }

    private byte[] delta(int index, String type, String field, String text) {
        return event(
                "content_block_delta",
                to -> {
                    to.writeNumberField("index", index);
                    to.writeObjectFieldStart("delta");
                    to.writeStringField("type", type);
                    to.writeStringField(field, text);
                    to.writeEndObject();
                });
    }

    byte[] stop(int index) {
        return event("content_block_stop", to -> to.writeNumberField("index", index));
    }

    /**
     * The reason of the end and the counts.
     *
     * @param estimate output tokens when nobody reported any
     */
    byte[] ending(String reason, Optional<Piece.Used> used, long estimate) {
        return event(
                "message_delta",
                to -> {
                    to.writeObjectFieldStart("delta");
                    ending(to, reason);
                    to.writeEndObject();
                    usage(to, used, estimate);
                });
    }

    byte[] stop() {
        return event("message_stop", to -> {});
    }

    private byte[] event(String type, JsonDocument.Part part) {
        return Sse.named(
                type,
                JsonDocument.of(
                        json,
                        to -> {
                            to.writeStringField("type", type);
                            part.write(to);
                        }));
    }

    static void opening(JsonGenerator to, Head head) throws IOException {
        to.writeStringField("id", head.id());
        to.writeStringField("type", "message");
        to.writeStringField("role", "assistant");
        to.writeStringField("model", head.model());
    }

    static void ending(JsonGenerator to, String reason) throws IOException {
        if (reason.isEmpty()) {
            to.writeNullField("stop_reason");
        } else {
            to.writeStringField("stop_reason", reason);
        }
        to.writeNullField("stop_sequence");
    }

    static void usage(JsonGenerator to, Optional<Piece.Used> used, long estimate)
            throws IOException {
        to.writeObjectFieldStart("usage");
        if (used.isPresent()) {
            to.writeNumberField("input_tokens", used.get().inputTokens());
        }
        to.writeNumberField("output_tokens", used.map(Piece.Used::outputTokens).orElse(estimate));
        to.writeEndObject();
    }

    static String name(FinishReason reason) {
        return switch (reason) {
            case STOP, OTHER -> "end_turn";
            case LENGTH -> "max_tokens";
            case TOOL_CALLS -> "tool_use";
            case CONTENT_FILTER -> "refusal";
        };
    }
}
