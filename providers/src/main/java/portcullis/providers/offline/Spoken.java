package portcullis.providers.offline;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import portcullis.gateway.Dialect;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Piece.FinishReason;
import portcullis.gateway.route.Piece.Finished;
import portcullis.gateway.route.Piece.Text;
import portcullis.gateway.route.Piece.Used;

/**
 * Puts an extract into OpenAI's chat shapes, so that it is handed on like any other answer.
 *
 * @param id of the answer
 * @param created in seconds since 1970
 * @param lines the answer, line by line
 * @param choices how often it is said
 */
record Spoken(String id, long created, List<String> lines, int choices, Used used) {

    /** A frame for each line of each choice, then the ends, then the counts. */
    List<Frame> streamed() {
        List<Frame> frames = new ArrayList<>();
        for (int choice = 0; choice < choices; choice++) {
            frames.add(chunk(choice, "{\"role\":\"assistant\",\"content\":\"\"}", List.of()));
        }
        for (int line = 0; line < lines.size(); line++) {
            String text = line == 0 ? lines.get(line) : "\n" + lines.get(line);
            for (int choice = 0; choice < choices; choice++) {
                String delta = "{\"content\":" + quoted(text) + "}";
                frames.add(chunk(choice, delta, List.of(new Text(choice, text))));
            }
        }
        for (int choice = 0; choice < choices; choice++) {
            frames.add(end(choice));
        }
        String counts = opening("chat.completion.chunk") + "\"choices\":[]," + usage() + "}";
        frames.add(frame(counts, List.of(used)));
        return frames;
    }

    Frame whole() {
        String text = String.join("\n", lines);
        StringBuilder all = new StringBuilder();
        List<Piece> pieces = new ArrayList<>();
        for (int choice = 0; choice < choices; choice++) {
            all.append(choice == 0 ? "" : ",")
                    .append("{\"index\":" + choice + ",\"message\":{\"role\":\"assistant\",")
                    .append("\"content\":" + quoted(text) + ",\"refusal\":null},")
                    .append("\"logprobs\":null,\"finish_reason\":\"stop\"}");
            pieces.add(new Text(choice, text));
            pieces.add(new Finished(choice, FinishReason.STOP));
        }
        pieces.add(used);
        String json = opening("chat.completion") + "\"choices\":[" + all + "]," + usage() + "}";
        return frame(json, pieces);
    }

    private Frame chunk(int choice, String delta, List<Piece> pieces) {
        String json =
                opening("chat.completion.chunk")
                        + ("\"choices\":[{\"index\":" + choice + ",\"delta\":" + delta)
                        + ",\"logprobs\":null,\"finish_reason\":null}]}";
        return frame(json, pieces);
    }

    private Frame end(int choice) {
        String json =
                opening("chat.completion.chunk")
                        + ("\"choices\":[{\"index\":" + choice + ",\"delta\":{}")
                        + ",\"logprobs\":null,\"finish_reason\":\"stop\"}]}";
        return frame(json, List.of(new Finished(choice, FinishReason.STOP)));
    }

    private String opening(String object) {
        return ("{\"id\":\"" + id + "\",\"object\":\"" + object + "\",\"created\":" + created)
                + ",\"model\":\""
                + OfflineProvider.MODEL
                + "\",";
    }

    private String usage() {
        long in = used.inputTokens();
        long out = used.outputTokens();
        return ("\"usage\":{\"prompt_tokens\":" + in + ",\"completion_tokens\":" + out)
                + (",\"total_tokens\":" + (in + out) + "}");
    }

    private static Frame frame(String json, List<Piece> pieces) {
        return new Frame(Dialect.OPENAI_CHAT, json.getBytes(StandardCharsets.UTF_8), pieces);
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
