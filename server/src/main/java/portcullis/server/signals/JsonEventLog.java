package portcullis.server.signals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import portcullis.kernel.Deadline;
import portcullis.kernel.Event;
import portcullis.kernel.EventLog;

/**
 * The log: one line per event, written by one thread of its own. A full queue or disk drops and
 * counts (OPS-41); nobody waits.
 */
public final class JsonEventLog implements EventLog {
    private static final int CAPACITY = 8192;
    private final BlockingQueue<Stamped> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicLong dropped = new AtomicLong();
    private final LogSink sink;
    private final Level least;
    private final Function<Stamped, String> shape;
    private final Clock clock;
    private final Thread writer;
    private volatile boolean open = true;

    /** Which lines, in which shape. */
    public record Style(Level least, boolean json) {}

    private JsonEventLog(LogSink sink, Style style, Clock clock) {
        this.sink = sink;
        this.least = style.least();
        this.shape = style.json() ? EventLine::json : EventLine::plain;
        this.clock = clock;
        this.writer = Thread.ofPlatform().daemon().name("log").unstarted(this::write);
    }

    /** A log on standard error. */
    public static JsonEventLog onStandardError(Style style, Clock clock) {
        return started(new JsonEventLog(new StandardError(), style, clock));
    }

    /** A log in files of a folder, each at most so many bytes. */
    public static JsonEventLog inFolder(Path folder, long most, Style style, Clock clock) {
        return started(new JsonEventLog(new RotatingFile(folder, most, clock), style, clock));
    }

    static JsonEventLog into(LogSink sink, Style style, Clock clock) {
        return started(new JsonEventLog(sink, style, clock));
    }

    private static JsonEventLog started(JsonEventLog log) {
        log.writer.start();
        return log;
    }

    @Override
    public void write(Event event) {
        Level level = Level.of(event);
        if (level.compareTo(least) < 0) {
            return;
        }
        if (!open || !waiting.offer(new Stamped(clock.instant(), level, event))) {
            dropped.incrementAndGet();
        }
    }

    /** Events that were not written since the start. */
    public long dropped() {
        return dropped.get();
    }

    /** Writes what waits and ends. */
    public void close(Deadline deadline) {
        open = false;
        // Wakes the writer; a full queue means that it is awake.
        waiting.offer(new Stamped(clock.instant(), Level.INFO, new LogClosed(dropped.get())));
        try {
            writer.join(Math.max(1, deadline.left().toMillis()));
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        try {
            while (open || !waiting.isEmpty()) {
                Stamped next = waiting.poll(1, TimeUnit.MINUTES);
                if (next != null) {
                    put(next);
                }
            }
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
        }
    }

    private void put(Stamped stamped) {
        try {
            sink.line(shape.apply(stamped));
            if (waiting.isEmpty()) {
                sink.flush();
            }
        } catch (IOException | RuntimeException full) {
            dropped.incrementAndGet();
        }
    }
}
