package portcullis.gateway.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Piece.FinishReason;

/**
 * Joins the pieces of a streamed answer into one document of the OpenAI chat dialect. For answers
 * without tool calls, which are never remembered.
 */
final class WholeWriter {
    private final Map<Integer, Told> choices = new TreeMap<>();
    private Optional<Piece.Used> usage = Optional.empty();

    private static final class Told {
        private final StringBuilder content = new StringBuilder();
        private final StringBuilder reasoning = new StringBuilder();
        private final StringBuilder refusal = new StringBuilder();
        private FinishReason reason = FinishReason.STOP;
    }

    static byte[] join(ChatWriter writer, Head head, List<Frame> frames) {
        WholeWriter whole = new WholeWriter();
        frames.forEach(frame -> frame.pieces().forEach(whole::take));
        return writer.document(to -> whole.write(to, head));
    }

    private void take(Piece piece) {
        switch (piece) {
            case Piece.Text(int choice, String text) -> told(choice).content.append(text);
            case Piece.Reasoning(int choice, String text) -> told(choice).reasoning.append(text);
            case Piece.Declined(int choice, String text) -> told(choice).refusal.append(text);
            case Piece.Finished(int choice, FinishReason reason) -> told(choice).reason = reason;
            case Piece.Used used -> usage = Optional.of(used);
            case Piece.ToolCall _, Piece.ToolArguments _ ->
                    throw new IllegalStateException("tool calls are not remembered");
        }
    }

    private Told told(int choice) {
        return choices.computeIfAbsent(choice, _ -> new Told());
    }

    private void write(JsonGenerator to, Head head) throws IOException {
        ChatWriter.begin(to, head, "chat.completion");
        to.writeArrayFieldStart("choices");
        for (Map.Entry<Integer, Told> choice : choices.entrySet()) {
            choice(to, choice.getKey(), choice.getValue());
        }
        to.writeEndArray();
        if (usage.isPresent()) {
            ChatWriter.used(to, usage.get());
        }
    }

    private static void choice(JsonGenerator to, int index, Told told) throws IOException {
        to.writeStartObject();
        to.writeNumberField("index", index);
        to.writeObjectFieldStart("message");
        to.writeStringField("role", "assistant");
        text(to, "content", told.content, told.refusal.isEmpty());
        text(to, "refusal", told.refusal, false);
        if (!told.reasoning.isEmpty()) {
            text(to, "reasoning_content", told.reasoning, true);
        }
        to.writeEndObject();
        to.writeNullField("logprobs");
        ChatWriter.finish(to, ChatWriter.name(told.reason));
        to.writeEndObject();
    }

    /** A text that nobody spoke is null, unless it is the answer and empty. */
    private static void text(JsonGenerator to, String name, StringBuilder text, boolean spoken)
            throws IOException {
        if (text.isEmpty() && !spoken) {
            to.writeNullField(name);
        } else {
            to.writeStringField(name, text.toString());
        }
    }
}
