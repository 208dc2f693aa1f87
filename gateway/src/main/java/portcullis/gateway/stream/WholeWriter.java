package portcullis.gateway.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Piece.FinishReason;

/** Joins the pieces of an answer into one document of the OpenAI chat dialect. */
final class WholeWriter {
    private final Map<Integer, Told> choices = new TreeMap<>();
    private final Voices voices;
    private Optional<Piece.Used> usage = Optional.empty();

    private static final class Told {
        private final Map<Voice, StringBuilder> texts = new LinkedHashMap<>();
        private final List<Piece.ToolCall> calls = new ArrayList<>();
        private FinishReason reason = FinishReason.STOP;

        private StringBuilder text(Voice voice) {
            return texts.computeIfAbsent(voice, _ -> new StringBuilder());
        }
    }

    private WholeWriter(Voices voices) {
        this.voices = voices;
    }

    /**
     * @param voices restores the text of each voice
     */
    static byte[] join(ChatWriter writer, Head head, List<Piece> pieces, Voices voices) {
        WholeWriter whole = new WholeWriter(voices);
        pieces.forEach(whole::take);
        return writer.document(to -> whole.write(to, head));
    }

    private void take(Piece piece) {
        switch (piece) {
            case Piece.Text(int choice, String text) -> say(choice, "content", text);
            case Piece.Reasoning(int choice, String text) -> say(choice, "reasoning_content", text);
            case Piece.Declined(int choice, String text) -> say(choice, "refusal", text);
            case Piece.ToolCall call -> told(call.choice()).calls.add(call);
            case Piece.ToolArguments(int choice, int index, String fragment) ->
                    told(choice).text(new Voice(choice, "arguments", index)).append(fragment);
            case Piece.Finished(int choice, FinishReason reason) -> told(choice).reason = reason;
            case Piece.Used used -> usage = Optional.of(used);
            case Piece.Opaque _, Piece.Counted _ -> {
                // nothing that a chat can hold
            }
        }
    }

    private void say(int choice, String field, String text) {
        told(choice).text(new Voice(choice, field, Voice.NO_TOOL)).append(text);
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

    private void choice(JsonGenerator to, int index, Told told) throws IOException {
        String refusal = text(index, told, "refusal");
        String reasoning = text(index, told, "reasoning_content");
        to.writeStartObject();
        to.writeNumberField("index", index);
        to.writeObjectFieldStart("message");
        to.writeStringField("role", "assistant");
        text(
                to,
                "content",
                text(index, told, "content"),
                refusal.isEmpty() && told.calls.isEmpty());
        text(to, "refusal", refusal, false);
        if (!reasoning.isEmpty()) {
            to.writeStringField("reasoning_content", reasoning);
        }
        if (!told.calls.isEmpty()) {
            calls(to, told);
        }
        to.writeEndObject();
        to.writeNullField("logprobs");
        ChatWriter.finish(to, ChatWriter.name(told.reason));
        to.writeEndObject();
    }

    private void calls(JsonGenerator to, Told told) throws IOException {
        to.writeArrayFieldStart("tool_calls");
        for (Piece.ToolCall call : told.calls) {
            Voice voice = new Voice(call.choice(), "arguments", call.index());
            to.writeStartObject();
            to.writeStringField("id", call.id());
            to.writeStringField("type", "function");
            to.writeObjectFieldStart("function");
            to.writeStringField("name", call.name());
            to.writeStringField("arguments", restored(voice, told));
            to.writeEndObject();
            to.writeEndObject();
        }
        to.writeEndArray();
    }

    private String text(int index, Told told, String field) {
        return restored(new Voice(index, field, Voice.NO_TOOL), told);
    }

    private String restored(Voice voice, Told told) {
        StringBuilder text = told.texts.get(voice);
        return text == null ? "" : voices.whole(voice, text.toString());
    }

    /** A text that nobody spoke is null, unless it is the answer and empty. */
    private static void text(JsonGenerator to, String name, String text, boolean spoken)
            throws IOException {
        if (text.isEmpty() && !spoken) {
            to.writeNullField(name);
        } else {
            to.writeStringField(name, text);
        }
    }
}
