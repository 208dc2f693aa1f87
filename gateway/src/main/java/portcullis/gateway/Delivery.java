package portcullis.gateway;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import portcullis.gateway.stream.Journal;
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
    private Optional<Journal> journal = Optional.empty();
    private Runnable pointless = () -> {};
    private Runnable drained = () -> {};
    private Optional<Telling> telling = Optional.empty();
    private boolean opened;
    private boolean away;
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

    /**
     * What is told from now on is kept for when the caller comes back.
     *
     * @param unkept called when the caller is away and the beginning is not kept any more
     */
    void keep(Journal kept, Runnable unkept) {
        journal = Optional.of(kept);
        pointless = unkept;
        header("x-portcullis-stream", kept.id().value());
    }

    /** Whether the caller may come back: it knows by which name. */
    boolean mayComeBack() {
        return opened && !over && journal.isPresent();
    }

    /** The caller has gone, or listens on another connection; the journal goes on. */
    void leave() {
        if (!away && !over) {
            away = true;
            reply.close();
        }
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
        for (byte[] event : events) {
            boolean comment = event[0] == ':';
            say(comment ? event : journal.map(kept -> kept.add(event)).orElse(event));
        }
        if (away && journal.filter(Journal::forgets).isPresent()) {
            pointless.run();
        }
    }

    /** Events that have their number already, and what keeps the connection alive. */
    void told(List<byte[]> events) {
        events.forEach(this::say);
    }

    private void say(byte[] event) {
        if (!away) {
            reply.event(event);
        }
        lastEvent = nanos.getAsLong();
    }

    /** Nanoseconds since something was said. */
    long silence() {
        return nanos.getAsLong() - lastEvent;
    }

    void end(List<byte[]> last) {
        events(last);
        close();
    }

    /** The end of a stream whose last event was told. */
    void close() {
        over = true;
        journal.ifPresent(Journal::end);
        if (!away) {
            reply.close();
        }
    }

    /** Nothing is added to the journal any more. */
    void forget() {
        journal.ifPresent(Journal::end);
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
        SpokenRefusal spoken = SpokenRefusal.of(raw.dialect(), raw.request(), refusal);
        if (opened) {
            end(
                    telling.map(answer -> answer.failed(refusal))
                            .orElseGet(() -> List.of(spoken.event())));
            return;
        }
        over = true;
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
        return !away && reply.full();
    }

    void onDrain(Runnable resume) {
        drained = resume;
        reply.onDrain(resume);
    }

    void onAbort(Runnable cancel) {
        reply.onAbort(cancel);
    }
}
