package portcullis.testkit.provider;

import java.util.ArrayList;
import java.util.List;
import portcullis.testkit.provider.Saying.Thought;
import portcullis.testkit.provider.Saying.ToolCall;

/** Says an answer in the shapes of Anthropic's Messages API. */
final class MessagesSpeech implements Speech {
    private static final String OVERLOADED =
            "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"scripted\"}}";

    private final Spoken spoken;
    private final String id;

    MessagesSpeech(Spoken spoken, long number) {
        this.spoken = spoken;
        this.id = "msg_" + number;
    }

    @Override
    public Spoken spoken() {
        return spoken;
    }

    @Override
    public String endMark() {
        return "{\"type\":\"message_stop\"}";
    }

    @Override
    public String error() {
        return OVERLOADED;
    }

    /** Every document begins with its type, which is also the event's name. */
    @Override
    public String framed(String document) {
        String[] parts = document.split("\"", 5);
        String name = parts.length == 5 && parts[1].equals("type") ? parts[3] : "unknown";
        return "event: " + name + "\ndata: " + document + "\n\n";
    }

    @Override
    public List<String> chunks() {
        List<String> chunks = new ArrayList<>();
        String message = "{" + opening() + ",\"content\":[]," + reason("null") + usage(1) + "}";
        chunks.add("{\"type\":\"message_start\",\"message\":" + message + "}");
        if (spoken.turn().saying() instanceof Thought(String reasoning, String mark, String _)) {
            think(reasoning, mark, chunks);
        }
        chunks.add(block("content_block_start", ",\"content_block\":" + begun()));
        chunks.add("{\"type\":\"ping\"}");
        for (String piece : spoken.pieces()) {
            chunks.add(delta(piece));
        }
        chunks.add(block("content_block_stop", ""));
        String ended = "{\"type\":\"message_delta\",\"delta\":{" + reason(finish()) + "}";
        chunks.add(ended + usage(spoken.tokensOut()) + "}");
        return chunks;
    }

    private static void think(String reasoning, String mark, List<String> chunks) {
        String block = "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}";
        chunks.add(event("content_block_start", 0, ",\"content_block\":" + block));
        for (String piece : Tokens.of(reasoning)) {
            chunks.add(added(0, "thinking_delta\",\"thinking", piece));
        }
        chunks.add(added(0, "signature_delta\",\"signature", mark));
        chunks.add(event("content_block_stop", 0, ""));
    }

    private static String added(int index, String typeAndField, String text) {
        String delta = "{\"type\":\"" + typeAndField + "\":" + Spoken.quoted(text) + "}";
        return event("content_block_delta", index, ",\"delta\":" + delta);
    }

    /** An event of the block that holds the answer. */
    private String block(String type, String rest) {
        return event(type, answerAt(), rest);
    }

    private int answerAt() {
        return spoken.turn().saying() instanceof Thought ? 1 : 0;
    }

    private static String event(String type, int index, String rest) {
        return "{\"type\":\"" + type + "\",\"index\":" + index + rest + "}";
    }

    @Override
    public String whole() {
        String block =
                spoken.turn().saying() instanceof ToolCall(String call, String name, String input)
                        ? tool(call, name, input)
                        : "{\"type\":\"text\",\"text\":" + Spoken.quoted(spoken.text()) + "}";
        if (spoken.turn().saying() instanceof Thought(String reasoning, String mark, String _)) {
            block =
                    ("{\"type\":\"thinking\",\"thinking\":" + Spoken.quoted(reasoning))
                            + (",\"signature\":" + Spoken.quoted(mark) + "}," + block);
        }
        return ("{" + opening() + ",\"content\":[" + block + "],")
                + (reason(finish()) + usage(spoken.tokensOut()) + "}");
    }

    @Override
    public String extra(String text) {
        return added(answerAt(), "text_delta\",\"text", text);
    }

    private String delta(String piece) {
        return spoken.turn().saying() instanceof ToolCall
                ? added(0, "input_json_delta\",\"partial_json", piece)
                : extra(piece);
    }

    private String begun() {
        return spoken.turn().saying() instanceof ToolCall(String call, String name, String _)
                ? tool(call, name, "{}")
                : "{\"type\":\"text\",\"text\":\"\"}";
    }

    private static String tool(String call, String name, String input) {
        return ("{\"type\":\"tool_use\",\"id\":" + Spoken.quoted(call) + ",\"name\":")
                + (Spoken.quoted(name) + ",\"input\":" + input + "}");
    }

    private String opening() {
        return ("\"id\":\"" + id + "\",\"type\":\"message\",\"role\":\"assistant\",\"model\":")
                + Spoken.quoted(spoken.asked().model());
    }

    private static String reason(String reason) {
        return "\"stop_reason\":" + reason + ",\"stop_sequence\":null";
    }

    private String finish() {
        return spoken.turn().saying() instanceof ToolCall ? "\"tool_use\"" : "\"end_turn\"";
    }

    private String usage(long out) {
        long in = spoken.tokensIn();
        return spoken.counted()
                ? ",\"usage\":{\"input_tokens\":" + in + ",\"output_tokens\":" + out + "}"
                : "";
    }
}
