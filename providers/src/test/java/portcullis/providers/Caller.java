package portcullis.providers;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import portcullis.gateway.Reply;

/** A caller of the gateway that writes down what reaches it. */
final class Caller implements Reply {
    final CompletableFuture<Integer> ended = new CompletableFuture<>();
    final CompletableFuture<Boolean> began = new CompletableFuture<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    final Map<String, String> headers = new ConcurrentHashMap<>();
    volatile Runnable abort = () -> {};

    /** Status of the answer, 200 for a stream that was closed. */
    int status() throws Exception {
        return ended.get(20, TimeUnit.SECONDS);
    }

    String text() {
        return String.join("", heard);
    }

    @Override
    public void whole(int status, Map<String, String> head, byte[] body) {
        headers.putAll(head);
        heard.add(new String(body, StandardCharsets.UTF_8));
        ended.complete(status);
    }

    @Override
    public void open(Map<String, String> head) {
        headers.putAll(head);
    }

    @Override
    public void event(byte[] bytes) {
        heard.add(new String(bytes, StandardCharsets.UTF_8));
        began.complete(true);
    }

    @Override
    public void close() {
        ended.complete(200);
    }

    @Override
    public boolean full() {
        return false;
    }

    @Override
    public void onDrain(Runnable resume) {}

    @Override
    public void onAbort(Runnable cancel) {
        abort = cancel;
    }
}
