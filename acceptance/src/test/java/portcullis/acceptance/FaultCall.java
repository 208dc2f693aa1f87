package portcullis.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One call through a gateway while a vendor fails, and what its caller got. */
record FaultCall(URI base, Map<String, String> headers) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** What a caller can get. */
    enum Outcome {
        /** The whole text, and the dialect's mark of success. */
        ANSWERED,
        /** An error status with a JSON error, or an error event and no mark of success. */
        CLEAR_ERROR,
        /** A mark of success behind a text that is not whole. */
        SHORT_SUCCESS,
        /** Neither: an end without a mark or an error, or bytes that are not the dialect. */
        BROKEN,
        /** Nothing in time. */
        HANGS
    }

    /**
     * What came back.
     *
     * @param request the id under which the audit chain knows it
     */
    record Got(Outcome outcome, String request, long millis) {}

    Got send(String model, boolean streamed) {
        long before = System.nanoTime();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve("/v1/chat/completions"))
                        .timeout(PATIENCE)
                        .header("content-type", "application/json");
        headers.forEach(request::header);
        ObjectNode body = Chat.asking(Questions.fresh()).put("model", model);
        request.POST(HttpRequest.BodyPublishers.ofString(body.put("stream", streamed).toString()));
        try {
            HttpResponse<byte[]> response =
                    CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            String text = new String(response.body(), UTF_8);
            String id = response.headers().firstValue("x-request-id").orElse("");
            return new Got(judged(response.statusCode(), text, streamed), id, since(before));
        } catch (HttpTimeoutException hangs) {
            return new Got(Outcome.HANGS, "", since(before));
        } catch (IOException broken) {
            return new Got(Outcome.BROKEN, "", since(before));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    private static long since(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    private static Outcome judged(int status, String text, boolean streamed) {
        try {
            if (status >= 400) {
                return Caller.read(text).has("error") ? Outcome.CLEAR_ERROR : Outcome.BROKEN;
            }
            return streamed ? judgedStream(text) : judgedWhole(Caller.read(text));
        } catch (java.io.UncheckedIOException notJson) {
            return Outcome.BROKEN;
        }
    }

    private static Outcome judgedWhole(JsonNode body) {
        JsonNode choice = body.at("/choices/0");
        boolean whole = choice.at("/message/content").asText().equals(Scenario.TEXT);
        if (!choice.path("finish_reason").isTextual()) {
            return Outcome.BROKEN;
        }
        return whole || isTool(choice.path("message")) ? Outcome.ANSWERED : Outcome.SHORT_SUCCESS;
    }

    /** A tool call counts when its arguments are whole. */
    private static boolean isTool(JsonNode message) {
        String arguments = message.at("/tool_calls/0/function/arguments").asText();
        return !arguments.isEmpty() && Caller.read(arguments).has("note");
    }

    private static Outcome judgedStream(String stream) {
        List<Told> events = Told.in(stream);
        long done = events.stream().filter(event -> event.data().equals("[DONE]")).count();
        StringBuilder text = new StringBuilder();
        boolean error = false;
        boolean finished = false;
        for (Told event : events) {
            if (!event.data().equals("[DONE]")) {
                JsonNode chunk = event.json();
                text.append(chunk.at("/choices/0/delta/content").asText(""));
                error |= chunk.has("error");
                finished |= chunk.at("/choices/0/finish_reason").isTextual();
            }
        }
        if (error) {
            return done == 0 ? Outcome.CLEAR_ERROR : Outcome.BROKEN;
        }
        if (done != 1 || !finished) {
            return done > 0 ? Outcome.SHORT_SUCCESS : Outcome.BROKEN;
        }
        return text.toString().equals(Scenario.TEXT) ? Outcome.ANSWERED : Outcome.SHORT_SUCCESS;
    }
}
