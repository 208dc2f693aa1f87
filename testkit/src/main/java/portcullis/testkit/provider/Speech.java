package portcullis.testkit.provider;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.ArrayList;
import java.util.List;
import portcullis.testkit.provider.Saying.Body;
import portcullis.testkit.provider.Saying.Echo;
import portcullis.testkit.provider.Saying.Text;
import portcullis.testkit.provider.Saying.ToolCall;
import portcullis.testkit.provider.Saying.Words;

/** Puts an answer into OpenAI's chat shapes: a list of chunk documents, or one document. */
final class Speech {
    private static final long CREATED = 1_700_000_000L;

    private final Asked asked;
    private final Turn turn;
    private final String id;

    Speech(Asked asked, Turn turn, long number) {
        this.asked = asked;
        this.turn = turn;
        this.id = "chatcmpl-" + number;
    }

    /** The chunks of a streamed answer without framing and without {@code [DONE]}. */
    List<String> chunks() {
        List<String> chunks = new ArrayList<>();
        for (int choice = 0; choice < asked.choices(); choice++) {
            chunks.add(chunk(choice, "{\"role\":\"assistant\",\"content\":\"\"}", "null"));
        }
        for (String delta : deltas()) {
            for (int choice = 0; choice < asked.choices(); choice++) {
                chunks.add(chunk(choice, delta, "null"));
            }
        }
        for (int choice = 0; choice < asked.choices(); choice++) {
            chunks.add(chunk(choice, "{}", finish()));
        }
        if (asked.usageWanted() && turn.usage() == Turn.Usage.REPORTED) {
            chunks.add(
                    opening("chat.completion.chunk")
                            + ",\"choices\":[],\"usage\":"
                            + usage()
                            + "}");
        }
        return chunks;
    }

    /** The whole answer as one document. */
    String whole() {
        StringBuilder choices = new StringBuilder();
        for (int choice = 0; choice < asked.choices(); choice++) {
            choices.append(choice == 0 ? "" : ",")
                    .append("{\"index\":" + choice + ",\"message\":{\"role\":\"assistant\",")
                    .append(message())
                    .append("},\"logprobs\":null,\"finish_reason\":" + finish() + "}");
        }
        String usage = turn.usage() == Turn.Usage.REPORTED ? ",\"usage\":" + usage() : "";
        return opening("chat.completion") + ",\"choices\":[" + choices + "]" + usage + "}";
    }

    /** One chunk with this text, out of turn. */
    String extra(String text) {
        return chunk(0, "{\"content\":" + quoted(text) + "}", "null");
    }

    long tokensIn() {
        return Tokens.of(asked.text()).size();
    }

    long tokensOut() {
        return pieces().size() * (long) asked.choices();
    }

    private List<String> deltas() {
        List<String> deltas = new ArrayList<>();
        boolean tool = turn.saying() instanceof ToolCall;
        if (turn.saying() instanceof ToolCall(String call, String name, String _)) {
            deltas.add("{\"tool_calls\":[{\"index\":0," + function(call, name, "") + "}]}");
        }
        for (String piece : pieces()) {
            String arguments = "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":%s}}]}";
            deltas.add((tool ? arguments : "{\"content\":%s}").replace("%s", quoted(piece)));
        }
        return deltas;
    }

    private String message() {
        return switch (turn.saying()) {
            case ToolCall(String call, String name, String arguments) ->
                    "\"content\":null,\"refusal\":null,\"tool_calls\":[{"
                            + function(call, name, arguments)
                            + "}]";
            case Echo _, Text _, Words _, Body _ ->
                    "\"refusal\":null,\"content\":" + quoted(text());
        };
    }

    private static String function(String call, String name, String arguments) {
        return "\"id\":"
                + quoted(call)
                + ",\"type\":\"function\",\"function\":{\"name\":"
                + quoted(name)
                + ",\"arguments\":"
                + quoted(arguments)
                + "}";
    }

    private List<String> pieces() {
        return turn.splitEvery() > 0 ? Tokens.every(turn.splitEvery(), text()) : Tokens.of(text());
    }

    private String text() {
        return switch (turn.saying()) {
            case Echo() -> asked.lastUserText();
            case Text(String text) -> text;
            case Words(int count) -> "word" + " and".repeat(Math.max(0, count - 1));
            case ToolCall(String _, String _, String arguments) -> arguments;
            case Body(String _) -> "";
        };
    }

    private String finish() {
        return turn.saying() instanceof ToolCall ? "\"tool_calls\"" : "\"stop\"";
    }

    private String chunk(int choice, String delta, String finish) {
        return opening("chat.completion.chunk")
                + ",\"choices\":[{\"index\":"
                + choice
                + ",\"delta\":"
                + delta
                + ",\"logprobs\":null,\"finish_reason\":"
                + finish
                + "}]}";
    }

    private String opening(String object) {
        return "{\"id\":\""
                + id
                + "\",\"object\":\""
                + object
                + "\",\"created\":"
                + CREATED
                + ",\"model\":"
                + quoted(asked.model());
    }

    private String usage() {
        long in = Tokens.of(asked.text()).size();
        long out = tokensOut();
        return "{\"prompt_tokens\":"
                + in
                + ",\"completion_tokens\":"
                + out
                + ",\"total_tokens\":"
                + (in + out)
                + "}";
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
