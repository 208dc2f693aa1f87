package portcullis.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.StoreUnavailable;

/**
 * Server-sent events of a blocking handler: numbered, whole events, a comment when nothing is said
 * for a while, and a wait with a limit while the caller reads slowly.
 */
final class EventStream implements Answer.Listener {
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final Duration SLOWEST_READER = Duration.ofSeconds(30);
    private static final byte[] COMMENT = ": \n\n".getBytes(UTF_8);
    private final Exchange exchange;
    private final CallerReply reply;
    private final Semaphore room = new Semaphore(0);
    private volatile boolean gone;
    private long number;

    EventStream(Exchange exchange) {
        this.exchange = exchange;
        this.reply = new CallerReply(exchange, Runnable::run);
    }

    void run(Vertx vertx, Answer.Events events) {
        Map<String, String> headers = new LinkedHashMap<>(events.headers());
        headers.put("content-type", "text/event-stream");
        headers.put("x-accel-buffering", "no");
        reply.onAbort(
                () -> {
                    gone = true;
                    room.release();
                });
        reply.onDrain(room::release);
        reply.open(headers);
        long beat = vertx.setPeriodic(HEARTBEAT.toMillis(), _ -> reply.event(COMMENT));
        try {
            events.producer().accept(this);
        } catch (RuntimeException bug) {
            // A cut must never look like a finished answer: the stream ends with a typed error.
            tell(
                    "error",
                    Spoken.of(Optional.empty(), Refusal.of(codeOf(bug)), exchange.id()).body());
            throw bug;
        } finally {
            vertx.cancelTimer(beat);
            reply.close();
        }
    }

    private static RefusalCode codeOf(RuntimeException bug) {
        return bug instanceof StoreUnavailable
                ? RefusalCode.STORE_UNAVAILABLE
                : RefusalCode.INTERNAL;
    }

    @Override
    public boolean tell(String event, byte[] json) {
        if (gone || !waitForRoom()) {
            return false;
        }
        number++;
        byte[] head = ("id: " + number + "\nevent: " + event + "\ndata: ").getBytes(UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(head.length + json.length + 2);
        bytes.writeBytes(head);
        bytes.writeBytes(json);
        bytes.writeBytes("\n\n".getBytes(UTF_8));
        reply.event(bytes.toByteArray());
        return true;
    }

    private boolean waitForRoom() {
        room.drainPermits();
        if (!reply.full()) {
            return true;
        }
        try {
            return room.tryAcquire(SLOWEST_READER.toSeconds(), TimeUnit.SECONDS) && !gone;
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
