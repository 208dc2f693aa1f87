package portcullis.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
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

    Got send(Scenario scenario, Spoken how, String model) {
        long before = System.nanoTime();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(how.path()))
                        .timeout(PATIENCE)
                        .header("content-type", "application/json")
                        .header("anthropic-version", "2023-06-01");
        headers.forEach(request::header);
        String body = how.asking(Questions.fresh()).put("model", model).toString();
        request.POST(HttpRequest.BodyPublishers.ofString(body));
        try {
            HttpResponse<byte[]> response =
                    CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            String text = new String(response.body(), UTF_8);
            String id = response.headers().firstValue("x-request-id").orElse("");
            Outcome outcome = judged(response.statusCode(), how.heard(text), scenario);
            return new Got(outcome, id, since(before));
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

    private static Outcome judged(int status, Spoken.Heard heard, Scenario scenario) {
        if (status >= 400) {
            return heard.error() ? Outcome.CLEAR_ERROR : Outcome.BROKEN;
        }
        if (heard.error()) {
            return heard.marks() == 0 ? Outcome.CLEAR_ERROR : Outcome.BROKEN;
        }
        if (heard.marks() != 1) {
            return heard.marks() > 1 ? Outcome.SHORT_SUCCESS : Outcome.BROKEN;
        }
        boolean whole = heard.text().equals(scenario.text()) || isNote(heard.arguments());
        return whole ? Outcome.ANSWERED : Outcome.SHORT_SUCCESS;
    }

    /** A tool call counts when its arguments are whole. */
    private static boolean isNote(String arguments) {
        try {
            return !arguments.isEmpty() && Caller.read(arguments).has("note");
        } catch (java.io.UncheckedIOException cut) {
            return false;
        }
    }
}
