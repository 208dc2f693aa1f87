package portcullis.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A caller that writes down everything it hears. */
final class Listener implements Reply {
    private static final ObjectMapper JSON = new ObjectMapper();

    final Map<String, String> headers = new ConcurrentHashMap<>();
    final List<String> events = new CopyOnWriteArrayList<>();
    final CompletableFuture<Integer> ended = new CompletableFuture<>();
    final CompletableFuture<String> firstEvent = new CompletableFuture<>();
    final CompletableFuture<Long> endedAt = new CompletableFuture<>();
    volatile boolean slow;
    volatile Runnable drain = () -> {};
    volatile Runnable abort = () -> {};
    volatile String body = "";
    private volatile boolean opened;

    /** Waits for the end; the status, 200 for a stream. */
    int status() {
        try {
            return ended.get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("no answer in time; heard " + events, e);
        }
    }

    String first() {
        try {
            return firstEvent.get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("no event in time", e);
        }
    }

    JsonNode json() {
        return parse(body);
    }

    String code() {
        return json().path("error").path("code").asText();
    }

    /** The documents of the stream, without comments and the end mark. */
    List<JsonNode> chunks() {
        return events.stream()
                .filter(event -> event.startsWith("data: {"))
                .map(event -> parse(event.substring(6)))
                .toList();
    }

    /** The text of the first choice, streamed or whole. */
    String text() {
        if (!opened) {
            return json().path("choices").path(0).path("message").path("content").asText();
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode chunk : chunks()) {
            JsonNode choice = chunk.path("choices").path(0);
            text.append(choice.path("delta").path("content").asText(""));
        }
        return text.toString();
    }

    boolean done() {
        return events.stream().filter("data: [DONE]\n\n"::equals).count() == 1;
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (Exception e) {
            throw new AssertionError("not JSON: " + json, e);
        }
    }

    @Override
    public void whole(int status, Map<String, String> head, byte[] bytes) {
        headers.putAll(head);
        body = new String(bytes, UTF_8);
        endedAt.complete(System.nanoTime());
        if (!ended.complete(status)) {
            throw new AssertionError("a second end");
        }
    }

    @Override
    public void open(Map<String, String> head) {
        opened = true;
        headers.putAll(head);
    }

    @Override
    public void event(byte[] bytes) {
        if (!opened || ended.isDone()) {
            throw new AssertionError("an event outside the stream");
        }
        String event = new String(bytes, UTF_8);
        events.add(event);
        firstEvent.complete(event);
    }

    @Override
    public void close() {
        endedAt.complete(System.nanoTime());
        if (!ended.complete(200)) {
            throw new AssertionError("a second end");
        }
    }

    @Override
    public boolean full() {
        return slow;
    }

    @Override
    public void onDrain(Runnable resume) {
        drain = resume;
    }

    @Override
    public void onAbort(Runnable cancel) {
        abort = cancel;
    }
}
