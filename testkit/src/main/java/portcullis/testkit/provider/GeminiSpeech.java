package portcullis.testkit.provider;

import java.util.ArrayList;
import java.util.List;
import portcullis.testkit.provider.Saying.ToolCall;

/**
 * Says an answer in the shapes of Gemini's API: token counts grow from chunk to chunk, a tool call
 * comes whole, and the last chunk has the finish reason; there is no end mark.
 */
final class GeminiSpeech implements Speech {
    private static final String UNAVAILABLE =
            "{\"error\":{\"code\":503,\"message\":\"scripted\",\"status\":\"UNAVAILABLE\"}}";

    private final Spoken spoken;
    private final long number;

    GeminiSpeech(Spoken spoken, long number) {
        this.spoken = spoken;
        this.number = number;
    }

    @Override
    public Spoken spoken() {
        return spoken;
    }

    @Override
    public String endMark() {
        return "";
    }

    @Override
    public String framed(String document) {
        return "data: " + document + "\n\n";
    }

    @Override
    public String error() {
        return UNAVAILABLE;
    }

    @Override
    public List<String> chunks() {
        List<String> chunks = new ArrayList<>();
        List<String> pieces = spoken.pieces();
        if (!(spoken.turn().saying() instanceof ToolCall)) {
            for (int i = 0; i < pieces.size(); i++) {
                chunks.add(document(text(pieces.get(i)), "", i + 1));
            }
        }
        boolean tool = spoken.turn().saying() instanceof ToolCall;
        chunks.add(document(tool ? whole(spoken) : "", "STOP", spoken.tokensOut()));
        return chunks;
    }

    @Override
    public String whole() {
        return document(whole(spoken), "STOP", spoken.tokensOut());
    }

    @Override
    public String extra(String text) {
        return document(text(text), "", 1);
    }

    private static String whole(Spoken spoken) {
        return spoken.turn().saying() instanceof ToolCall(var _, String name, String arguments)
                ? "{\"functionCall\":{\"name\":"
                        + (Spoken.quoted(name) + ",\"args\":" + arguments + "}}")
                : text(spoken.text());
    }

    private static String text(String text) {
        return "{\"text\":" + Spoken.quoted(text) + "}";
    }

    private String document(String parts, String finish, long out) {
        String reason = finish.isEmpty() ? "" : ",\"finishReason\":\"" + finish + "\"";
        String candidate =
                "{\"content\":{\"parts\":[" + parts + "],\"role\":\"model\"},\"index\":0" + reason;
        return "{\"candidates\":["
                + candidate
                + "}],"
                + usage(out)
                + "\"modelVersion\":"
                + Spoken.quoted(spoken.asked().model())
                + ",\"responseId\":\"gemini-"
                + number
                + "\"}";
    }

    private String usage(long out) {
        long in = spoken.tokensIn();
        return spoken.counted()
                ? ("\"usageMetadata\":{\"promptTokenCount\":" + in)
                        + (",\"candidatesTokenCount\":" + out + ",\"totalTokenCount\":")
                        + (in + out + "},")
                : "";
    }
}
