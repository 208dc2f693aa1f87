package portcullis.testkit.provider;

import java.util.ArrayList;
import java.util.List;
import portcullis.testkit.provider.Saying.Body;
import portcullis.testkit.provider.Saying.Echo;
import portcullis.testkit.provider.Saying.Text;
import portcullis.testkit.provider.Saying.Thought;
import portcullis.testkit.provider.Saying.ToolCall;
import portcullis.testkit.provider.Saying.Words;

/** Says an answer in OpenAI's chat shapes. */
final class ChatSpeech implements Speech {
    private static final long CREATED = 1_700_000_000L;

    private static final String ERROR =
            "{\"error\":{\"message\":\"scripted\",\"type\":\"server_error\",\"code\":\"internal\"}}";

    private final Spoken spoken;
    private final Asked asked;
    private final Turn turn;
    private final String id;

    ChatSpeech(Spoken spoken, long number) {
        this.spoken = spoken;
        this.asked = spoken.asked();
        this.turn = spoken.turn();
        this.id = "chatcmpl-" + number;
    }

    @Override
    public Spoken spoken() {
        return spoken;
    }

    @Override
    public String endMark() {
        return "[DONE]";
    }

    @Override
    public String framed(String document) {
        return "data: " + document + "\n\n";
    }

    @Override
    public String error() {
        return ERROR;
    }

    @Override
    public List<String> chunks() {
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
        if (asked.usageWanted() && spoken.counted()) {
            chunks.add(
                    opening("chat.completion.chunk")
                            + ",\"choices\":[],\"usage\":"
                            + usage()
                            + "}");
        }
        return chunks;
    }

    @Override
    public String whole() {
        StringBuilder choices = new StringBuilder();
        for (int choice = 0; choice < asked.choices(); choice++) {
            choices.append(choice == 0 ? "" : ",")
                    .append("{\"index\":" + choice + ",\"message\":{\"role\":\"assistant\",")
                    .append(message())
                    .append("},\"logprobs\":null,\"finish_reason\":" + finish() + "}");
        }
        String usage = spoken.counted() ? ",\"usage\":" + usage() : "";
        return opening("chat.completion") + ",\"choices\":[" + choices + "]" + usage + "}";
    }

    @Override
    public String extra(String text) {
        return chunk(0, "{\"content\":" + Spoken.quoted(text) + "}", "null");
    }

    private List<String> deltas() {
        List<String> deltas = new ArrayList<>();
        boolean tool = turn.saying() instanceof ToolCall;
        if (turn.saying() instanceof ToolCall(String call, String name, String _)) {
            deltas.add("{\"tool_calls\":[{\"index\":0," + function(call, name, "") + "}]}");
        }
        for (String thought : Tokens.of(spoken.reasoning())) {
            deltas.add("{\"reasoning_content\":" + Spoken.quoted(thought) + "}");
        }
        for (String piece : spoken.pieces()) {
            String arguments = "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":%s}}]}";
            deltas.add((tool ? arguments : "{\"content\":%s}").replace("%s", Spoken.quoted(piece)));
        }
        return deltas;
    }

    private String message() {
        return switch (turn.saying()) {
            case ToolCall(String call, String name, String arguments) ->
                    "\"content\":null,\"refusal\":null,\"tool_calls\":[{"
                            + function(call, name, arguments)
                            + "}]";
            case Thought _ ->
                    "\"reasoning_content\":"
                            + Spoken.quoted(spoken.reasoning())
                            + ",\"refusal\":null,\"content\":"
                            + Spoken.quoted(spoken.text());
            case Echo _, Text _, Words _, Body _ ->
                    "\"refusal\":null,\"content\":" + Spoken.quoted(spoken.text());
        };
    }

    private static String function(String call, String name, String arguments) {
        return "\"id\":"
                + Spoken.quoted(call)
                + ",\"type\":\"function\",\"function\":{\"name\":"
                + Spoken.quoted(name)
                + ",\"arguments\":"
                + Spoken.quoted(arguments)
                + "}";
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
                + Spoken.quoted(asked.model());
    }

    private String usage() {
        long in = spoken.tokensIn();
        long out = spoken.tokensOut();
        return "{\"prompt_tokens\":"
                + in
                + ",\"completion_tokens\":"
                + out
                + ",\"total_tokens\":"
                + (in + out)
                + "}";
    }
}
