package portcullis.gateway;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import portcullis.gateway.stream.Telling;
import portcullis.kernel.Refusal;

/**
 * One caller's connection, and what was already said on it. Errors are a status while nothing was
 * said, and the last event afterwards. Confined to the call.
 */
final class Delivery {
    private Reply reply;
    private final Raw raw;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private Runnable drained = () -> {};
    private Optional<Telling> telling = Optional.empty();
    private boolean opened;
    private boolean over;
    private final LongSupplier nanos;
    private long lastEvent;

    Delivery(Reply reply, Raw raw, LongSupplier nanos) {
        this.reply = reply;
        this.raw = raw;
        this.nanos = nanos;
        this.lastEvent = nanos.getAsLong();
    }

    void header(String name, String value) {
        headers.put(name, value);
    }

    /** From now on failures are told as the end of this answer. */
    void tells(Telling answer) {
        telling = Optional.of(answer);
    }

    /** The head of a stream, once. */
    void open() {
        if (opened) {
            return;
        }
        opened = true;
        Map<String, String> head = new LinkedHashMap<>(headers);
        head.put("content-type", "text/event-stream; charset=utf-8");
        head.put("cache-control", "no-cache");
        head.put("x-accel-buffering", "no");
        reply.open(head);
    }

    void events(List<byte[]> events) {
        events.forEach(reply::event);
        lastEvent = nanos.getAsLong();
    }

    /** Nanoseconds since something was said. */
    long silence() {
        return nanos.getAsLong() - lastEvent;
    }

    void end(List<byte[]> last) {
        over = true;
        events(last);
        reply.close();
    }

    void whole(byte[] body) {
        over = true;
        Map<String, String> head = new LinkedHashMap<>(headers);
        head.put("content-type", "application/json");
        reply.whole(200, head, body);
    }

    void refuse(Refusal refusal) {
        if (over) {
            return;
        }
        over = true;
        SpokenRefusal spoken = SpokenRefusal.of(raw.dialect(), raw.request(), refusal);
        if (opened) {
            telling.map(answer -> answer.failed(refusal))
                    .orElseGet(() -> List.of(spoken.event()))
                    .forEach(reply::event);
            reply.close();
            return;
        }
        Map<String, String> head = new LinkedHashMap<>(headers);
        head.putAll(spoken.headers());
        reply.whole(spoken.status(), head, spoken.body());
    }

    /** The caller is gone or has what it came for, and the answer goes on without it. */
    void detach() {
        reply = new Silence();
        over = false;
        drained.run();
    }

    boolean full() {
        return reply.full();
    }

    void onDrain(Runnable resume) {
        drained = resume;
        reply.onDrain(resume);
    }

    void onAbort(Runnable cancel) {
        reply.onAbort(cancel);
    }
}
