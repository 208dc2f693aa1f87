package portcullis.testkit.provider;

import java.util.ArrayList;
import java.util.List;
import portcullis.testkit.provider.Saying.ToolCall;

/** Says an answer in the shapes of Ollama's chat API: a line of JSON for each piece. */
final class OllamaSpeech implements Speech {
    private final Spoken spoken;

    OllamaSpeech(Spoken spoken) {
        this.spoken = spoken;
    }

    @Override
    public Spoken spoken() {
        return spoken;
    }

    @Override
    public String mediaType() {
        return "application/x-ndjson";
    }

    @Override
    public String endMark() {
        return line("\"content\":\"\"", done());
    }

    @Override
    public String framed(String document) {
        return document + "\n";
    }

    @Override
    public String error() {
        return "{\"error\":\"scripted\"}";
    }

    @Override
    public List<String> chunks() {
        if (spoken.turn().saying() instanceof ToolCall) {
            return List.of(line(tool(), "false"));
        }
        List<String> chunks = new ArrayList<>();
        spoken.pieces().forEach(piece -> chunks.add(extra(piece)));
        return chunks;
    }

    @Override
    public String whole() {
        boolean tool = spoken.turn().saying() instanceof ToolCall;
        return line(tool ? tool() : content(spoken.text()), done());
    }

    @Override
    public String extra(String text) {
        return line(content(text), "false");
    }

    private static String content(String text) {
        return "\"content\":" + Spoken.quoted(text);
    }

    private String tool() {
        if (!(spoken.turn().saying() instanceof ToolCall(var _, String name, String arguments))) {
            throw new IllegalStateException("no tool is called");
        }
        return "\"content\":\"\",\"tool_calls\":[{\"function\":{\"name\":"
                + (Spoken.quoted(name) + ",\"arguments\":" + arguments + "}}]");
    }

    private String line(String message, String done) {
        return "{\"model\":"
                + Spoken.quoted(spoken.asked().model())
                + ",\"created_at\":\"2026-01-01T00:00:00Z\",\"message\":{\"role\":\"assistant\","
                + message
                + "},\"done\":"
                + done
                + "}";
    }

    private String done() {
        String counts =
                spoken.counted()
                        ? ",\"prompt_eval_count\":"
                                + spoken.tokensIn()
                                + ",\"eval_count\":"
                                + spoken.tokensOut()
                        : "";
        return "true,\"done_reason\":\"stop\"" + counts;
    }
}
