package portcullis.gateway.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import portcullis.gateway.route.Piece;
import portcullis.gateway.screen.Screened;
import portcullis.kernel.Refusal;
import portcullis.privacy.restore.Restoring;

/**
 * Writes the response object of one request: what the caller asked for, told back, and how far the
 * answer has come.
 */
final class ResponseDocument {
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    /** Fields that are not told back: the input is fetched by itself, the rest is said below. */
    private static final Set<String> NOT_TOLD =
            Set.of("input", "model", "stream", "stream_options", "include", "store");

    private final String answer;
    private final ObjectNode told = JSON.createObjectNode();

    /** How far the answer has come. */
    enum Status {
        QUEUED,
        IN_PROGRESS,
        COMPLETED,
        INCOMPLETE,
        FAILED,
        CANCELLED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * How an answer stands.
     *
     * @param reason why it is incomplete, in the words of the dialect
     */
    record Standing(
            Status status,
            Collection<OutputItem> output,
            Optional<Piece.Used> usage,
            Optional<String> reason,
            Optional<Refusal> refusal) {}

    ResponseDocument(Screened request, long createdAt) {
        this.answer = request.request().value().substring("req_".length());
        told.put("id", "resp_" + answer).put("object", "response").put("created_at", createdAt);
        usual(told);
        request.eachField(NOT_TOLD, (name, value) -> tellBack(name, restored(request, value)));
        told.put("model", request.wishes().model());
        told.put("store", request.wishes().keeping().stored());
    }

    void notKept() {
        told.put("store", false);
    }

    /** Names the answer; letters and digits. */
    String answer() {
        return answer;
    }

    /** What holds when the caller says nothing. */
    private static void usual(ObjectNode told) {
        told.put("background", false).putNull("error").putNull("incomplete_details");
        told.putNull("instructions").putNull("max_output_tokens").putNull("max_tool_calls");
        told.putObject("metadata");
        told.put("parallel_tool_calls", true).putNull("previous_response_id");
        told.putObject("reasoning").putNull("effort").putNull("summary");
        told.put("service_tier", "default");
        told.putNull("temperature");
        told.putObject("text").putObject("format").put("type", "text");
        told.put("tool_choice", "auto").putArray("tools");
        told.putNull("top_p").put("truncation", "disabled").putNull("user");
    }

    /** A field of nothing leaves what holds anyway. Texts without a format have the usual one. */
    private void tellBack(String name, JsonNode value) {
        if (value.isNull() || !told.has(name)) {
            return;
        }
        told.set(name, value);
        if (name.equals("text") && value instanceof ObjectNode text && !text.has("format")) {
            text.putObject("format").put("type", "text");
        }
        if (name.equals("tools")) {
            value.forEach(ResponseDocument::complete);
        }
    }

    private static void complete(JsonNode tool) {
        if (tool instanceof ObjectNode function) {
            if (!function.has("parameters")) {
                function.putNull("parameters");
            }
            if (!function.has("strict")) {
                function.putNull("strict");
            }
        }
    }

    private static JsonNode restored(Screened request, byte[] masked) {
        Restoring restoring = request.mapping().restoring(Restoring.Level.JSON_STRING);
        String text = restoring.feed(new String(masked, UTF_8)) + restoring.finish();
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("a restored value is JSON", e);
        }
    }

    ObjectNode json(Standing standing) {
        ObjectNode response = told.deepCopy();
        response.put("status", standing.status().word());
        ArrayNode output = response.putArray("output");
        standing.output().forEach(item -> output.add(item.json()));
        standing.reason()
                .ifPresent(why -> response.putObject("incomplete_details").put("reason", why));
        standing.refusal().ifPresent(refusal -> error(response.putObject("error"), refusal));
        standing.usage()
                .ifPresentOrElse(
                        used -> usage(response.putObject("usage"), used),
                        () -> response.putNull("usage"));
        return response;
    }

    private static void error(ObjectNode error, Refusal refusal) {
        int status = refusal.code().status();
        String code = status >= 500 ? "server_error" : "invalid_prompt";
        error.put("code", status == 429 ? "rate_limit_exceeded" : code);
        error.put("message", refusal.sentence());
    }

    private static void usage(ObjectNode usage, Piece.Used used) {
        usage.put("input_tokens", used.inputTokens());
        ObjectNode details = usage.putObject("input_tokens_details");
        details.put("cached_tokens", 0).put("cache_write_tokens", 0);
        usage.put("output_tokens", used.outputTokens());
        usage.putObject("output_tokens_details").put("reasoning_tokens", 0);
        usage.put("total_tokens", used.inputTokens() + used.outputTokens());
    }

    static byte[] bytes(JsonNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
    }
}
