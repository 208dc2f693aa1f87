package portcullis.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends requests at a fixed rate, whether or not answers come. The latency of a request counts from
 * the time it was due, so that a gateway that falls behind cannot hide it (no coordinated
 * omission). One thread that looks every 20 to 80 µs; that much is in every latency.
 */
final class OpenLoop implements AutoCloseable {
    private static final int CONNECTIONS = 256;
    private static final long GRACE = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long LOOK = 20_000;

    /**
     * What a time at one rate showed.
     *
     * @param perSecond the rate that was asked for
     * @param latency of every request that was due, those without an answer as long as was waited
     * @param errors answers other than 200 and broken connections
     * @param unanswered requests that had no answer half a second after the end
     * @param remembered answers that came from a cache
     */
    record Outcome(
            double perSecond, Histogram latency, long errors, long unanswered, long remembered) {

        boolean clean() {
            return errors == 0 && unanswered == 0;
        }
    }

    /** One connection and the request on it. */
    private static final class Caller {
        private final Line line;
        private long due;
        private boolean busy;

        Caller(Selector selector, Prompt prompt) throws IOException {
            this.line = new Line(selector, prompt, (bytes, from, until) -> {}, this);
        }
    }

    private final Selector selector = Selector.open();
    private final ByteBuffer shared = ByteBuffer.allocate(65_536);
    private final List<Caller> callers = new ArrayList<>();
    private final ArrayDeque<Caller> idle = new ArrayDeque<>();
    private final Histogram latency = new Histogram();
    private final double perSecond;
    private long sent;
    private long errors;
    private long remembered;

    OpenLoop(Prompt prompt, double perSecond) throws IOException {
        this.perSecond = perSecond;
        for (int i = 0; i < CONNECTIONS; i++) {
            Caller caller = new Caller(selector, prompt);
            callers.add(caller);
            idle.add(caller);
        }
    }

    /** Runs for this long and at most half a second more. */
    Outcome run(double seconds) throws IOException {
        long total = Math.max(1, Math.round(perSecond * seconds));
        double interval = 1e9 / perSecond;
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9) + GRACE;
        while (System.nanoTime() < end && (sent < total || idle.size() < callers.size())) {
            boolean moved = sendDue(start, interval, total);
            if (selector.selectNow(this::ready) == 0 && !moved) {
                LockSupport.parkNanos(LOOK);
            }
        }
        return outcome(start, interval, total);
    }

    private boolean sendDue(long start, double interval, long total) throws IOException {
        boolean moved = false;
        long now = System.nanoTime();
        while (sent < total && !idle.isEmpty()) {
            long due = start + (long) (sent * interval);
            if (due > now) {
                break;
            }
            send(idle.poll(), due);
            moved = true;
        }
        return moved;
    }

    private void send(Caller caller, long due) throws IOException {
        sent++;
        caller.due = due;
        caller.busy = true;
        if (!caller.line.send()) {
            broken(caller);
        }
    }

    private void ready(SelectionKey key) {
        Caller caller = (Caller) key.attachment();
        try {
            switch (caller.line.read(shared)) {
                case PART -> {}
                case WHOLE -> answered(caller);
                case BROKEN -> broken(caller);
            }
        } catch (IOException unreachable) {
            key.cancel();
        }
    }

    private void answered(Caller caller) {
        if (caller.line.status() != 200) {
            errors++;
        }
        if (caller.line.header("x-portcullis-cache").orElse("").equals("hit")) {
            remembered++;
        }
        free(caller);
    }

    /** A server may close a connection that rests; then only the connection is new. */
    private void broken(Caller caller) throws IOException {
        if (caller.busy) {
            errors++;
            free(caller);
        }
        caller.line.again(selector, caller);
    }

    private void free(Caller caller) {
        latency.record(System.nanoTime() - caller.due);
        caller.busy = false;
        idle.add(caller);
    }

    private Outcome outcome(long start, double interval, long total) {
        long now = System.nanoTime();
        long unanswered = total - sent;
        for (long i = sent; i < total; i++) {
            latency.record(now - start - (long) (i * interval));
        }
        for (Caller caller : callers) {
            if (caller.busy) {
                unanswered++;
                latency.record(now - caller.due);
            }
        }
        return new Outcome(perSecond, latency, errors, unanswered, remembered);
    }

    @Override
    public void close() throws IOException {
        for (Caller caller : callers) {
            caller.line.close();
        }
        selector.close();
    }
}
