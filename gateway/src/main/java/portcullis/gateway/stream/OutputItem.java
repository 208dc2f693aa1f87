package portcullis.gateway.stream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import portcullis.kernel.Refusal;

/**
 * One item of a response's output while it grows. Its texts are restored as they come.
 *
 * <p>Confined to the telling.
 */
final class OutputItem {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Kind kind;
    private final String id;
    private final int index;
    private final Optional<Call> call;
    private final List<Part> parts = new ArrayList<>();
    private State state = State.IN_PROGRESS;

    /** What an item can be. */
    enum Kind {
        MESSAGE("msg_"),
        REASONING("rs_"),
        FUNCTION_CALL("fc_");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    /** How far an item has come, in the words of the dialect. */
    enum State {
        IN_PROGRESS,
        COMPLETED,
        INCOMPLETE;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * The call that an item of kind {@code FUNCTION_CALL} is.
     *
     * @param tool its index in the vendor's answer
     */
    record Call(int tool, String id, String name) {}

    /** A text of the item: what was said, restored, and what restores the rest. */
    static final class Part {
        private final Voice voice;
        private final Voices voices;
        private final StringBuilder said = new StringBuilder();

        Part(Voice voice, Voices voices) {
            this.voice = voice;
            this.voices = voices;
        }

        String type() {
            return voice.field();
        }

        /** What can be said of this fragment now; may be empty. */
        String feed(String fragment) {
            return say(voices.feed(voice, fragment));
        }

        /** What was held back; may be empty. */
        String finish() {
            return say(voices.close(voice));
        }

        /** What can be told of it when the answer fails; may be empty. */
        String rest(Refusal why) {
            return say(voices.rest(voice, why));
        }

        private String say(String text) {
            said.append(text);
            return text;
        }

        String text() {
            return said.toString();
        }

        /** The field that holds the text. */
        String field() {
            return type().equals("refusal") ? "refusal" : "text";
        }

        ObjectNode json() {
            ObjectNode part = JSON.objectNode().put("type", type()).put(field(), text());
            if (type().equals("output_text")) {
                part.putArray("annotations");
                part.putArray("logprobs");
            }
            return part;
        }
    }

    /**
     * @param answer names the answer; items of one answer differ by their index
     */
    OutputItem(Kind kind, String answer, int index, Optional<Call> call) {
        this.kind = kind;
        this.id = kind.prefix + answer + index;
        this.index = index;
        this.call = call;
    }

    Kind kind() {
        return kind;
    }

    String id() {
        return id;
    }

    int index() {
        return index;
    }

    Optional<Call> call() {
        return call;
    }

    List<Part> parts() {
        return parts;
    }

    boolean isOpen() {
        return state == State.IN_PROGRESS;
    }

    void end(State how) {
        state = how;
    }

    ObjectNode json() {
        ObjectNode item = JSON.objectNode().put("id", id);
        switch (kind) {
            case MESSAGE -> {
                item.put("type", "message").put("role", "assistant");
                contents(item.putArray("content"));
            }
            case REASONING -> {
                item.put("type", "reasoning").putArray("summary");
                contents(item.putArray("content"));
            }
            case FUNCTION_CALL ->
                    call.ifPresent(
                            made ->
                                    item.put("type", "function_call")
                                            .put("call_id", made.id())
                                            .put("name", made.name())
                                            .put("arguments", arguments()));
        }
        return item.put("status", state.word());
    }

    private void contents(ArrayNode content) {
        parts.forEach(part -> content.add(part.json()));
    }

    private String arguments() {
        return parts.isEmpty() ? "" : parts.getFirst().text();
    }
}
