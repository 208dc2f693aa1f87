package portcullis.testkit.provider;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import portcullis.testkit.provider.Saying.Body;
import portcullis.testkit.provider.Saying.Echo;
import portcullis.testkit.provider.Saying.Text;
import portcullis.testkit.provider.Saying.ToolCall;
import portcullis.testkit.provider.Saying.Words;

/**
 * The script of one answer. Begin with {@link #echo()}, {@link #says}, {@link #words}, {@link
 * #callsTool} or {@link #error} and change what matters.
 *
 * @param headers further response headers
 * @param fault what goes wrong
 * @param faultAfter events sent before a fault in the middle strikes; negative: half of them
 * @param splitEvery characters per event; 0: one token per event
 * @param usage whether token counts are reported (in a stream: when the request asks for them)
 */
public record Turn(
        int status,
        Map<String, String> headers,
        Pace pace,
        Saying saying,
        Fault fault,
        int faultAfter,
        int splitEvery,
        Usage usage) {

    /** Whether token counts are reported. */
    public enum Usage {
        REPORTED,
        NONE
    }

    public Turn {
        headers = Map.copyOf(headers);
    }

    public static Turn echo() {
        return of(200, new Echo());
    }

    public static Turn says(String text) {
        return of(200, new Text(text));
    }

    public static Turn words(int count) {
        return of(200, new Words(count));
    }

    public static Turn callsTool(String id, String name, String arguments) {
        return of(200, new ToolCall(id, name, arguments));
    }

    /** Reasoning with the vendor's signature, then a text. */
    public static Turn thinks(String reasoning, String signature, String text) {
        return of(200, new Saying.Thought(reasoning, signature, text));
    }

    /** An error in Anthropic's shape. */
    public static Turn anthropicError(int status, String type) {
        return body(
                status,
                "{\"type\":\"error\",\"error\":{\"type\":\""
                        + type
                        + "\",\"message\":\"scripted\"}}");
    }

    /** An error in OpenAI's shape. */
    public static Turn error(int status, String type, String code) {
        String body =
                "{\"error\":{\"message\":\"scripted\",\"param\":null,\"type\":\""
                        + type
                        + "\",\"code\":\""
                        + code
                        + "\"}}";
        return of(status, new Body(body));
    }

    /** This body as it is; for errors in another vendor's shape. */
    public static Turn body(int status, String json) {
        return of(status, new Body(json));
    }

    /** F1, F2: 429. */
    public static Turn throttled() {
        return error(429, "requests", "rate_limit_exceeded");
    }

    /** F3, F4: a 5xx. */
    public static Turn serverError(int status) {
        return error(status, "server_error", "internal_error");
    }

    /** F12. */
    public static Turn contextTooLong() {
        return error(400, "invalid_request_error", "context_length_exceeded");
    }

    /** F13: refused before an answer. */
    public static Turn contentFilter() {
        return error(400, "invalid_request_error", "content_filter");
    }

    private static Turn of(int status, Saying saying) {
        return new Turn(status, Map.of(), Pace.AT_ONCE, saying, Fault.NONE, -1, 0, Usage.REPORTED);
    }

    public Turn header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Turn(status, more, pace, saying, fault, faultAfter, splitEvery, usage);
    }

    public Turn with(Fault wrong) {
        return new Turn(status, headers, pace, saying, wrong, faultAfter, splitEvery, usage);
    }

    public Turn with(Fault wrong, int afterEvents) {
        return new Turn(status, headers, pace, saying, wrong, afterEvents, splitEvery, usage);
    }

    public Turn beforeHead(Duration span) {
        return with(new Pace(span, pace.beforeFirst(), pace.between()));
    }

    public Turn beforeFirst(Duration span) {
        return with(new Pace(pace.beforeHead(), span, pace.between()));
    }

    public Turn between(Duration span) {
        return with(new Pace(pace.beforeHead(), pace.beforeFirst(), span));
    }

    public Turn with(Pace slow) {
        return new Turn(status, headers, slow, saying, fault, faultAfter, splitEvery, usage);
    }

    /** Cuts the text into events of so many characters. */
    public Turn splitEvery(int characters) {
        return new Turn(status, headers, pace, saying, fault, faultAfter, characters, usage);
    }

    public Turn withoutUsage() {
        return new Turn(status, headers, pace, saying, fault, faultAfter, splitEvery, Usage.NONE);
    }
}
