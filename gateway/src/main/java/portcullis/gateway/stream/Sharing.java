package portcullis.gateway.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import portcullis.gateway.stream.SharedJournals.Row;
import portcullis.governance.permit.Permitted;
import portcullis.governance.seal.Seal.Place;
import portcullis.kernel.KeyId;
import portcullis.kernel.Label;
import portcullis.kernel.RequestId;
import portcullis.kernel.StoreUnavailable;
import portcullis.kernel.TenantId;

/**
 * Hands the events of this process's streams to the other ones, and follows theirs. Behind by a
 * fraction of a second. When the store is away a stream can be resumed in its own process only.
 */
final class Sharing {
    private static final Label PURPOSE = new Label("stream");
    private static final int MOST_WAITING = 8192;
    private static final int BATCH = 256;
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final int MOST_LOOKS = 20;

    /** How long the reader of a copy may take to begin. */
    private static final Duration SEATING = Duration.ofSeconds(1);

    /** A stream that says nothing for so long has lost its process. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

    private final Shelf shelf;
    private final Duration life;
    private final LongSupplier nanos;
    private final BlockingQueue<Entry> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicBoolean writing = new AtomicBoolean();

    /** Whose stream it is, and which. */
    record Stream(TenantId tenant, KeyId key, RequestId id) {
        static Stream of(RequestId id, Permitted owner) {
            return new Stream(owner.tenant(), owner.key(), id);
        }

        /** The key is bound as well: another one of the same tenant opens nothing. */
        private Place place(long number) {
            return new Place(PURPOSE, tenant, id + "/" + key + "/" + number);
        }
    }

    private record Entry(Stream stream, Row row) {}

    /**
     * @param life how long rows are kept
     */
    Sharing(Shelf shelf, Duration life, LongSupplier nanos) {
        this.shelf = shelf;
        this.life = life;
        this.nanos = nanos;
    }

    /** Takes an event; when too many wait it is dropped, and the stream ends there for others. */
    void add(Stream stream, long number, byte[] event) {
        put(stream, number, event, false);
    }

    /** Takes the mark of the end. */
    void end(Stream stream, long number) {
        put(stream, number, new byte[0], true);
    }

    private void put(Stream stream, long number, byte[] event, boolean last) {
        byte[] sealed = shelf.seal().seal(stream.place(number), event);
        if (waiting.offer(new Entry(stream, new Row(number, sealed, last)))) {
            write();
        }
    }

    private void write() {
        if (!waiting.isEmpty() && writing.compareAndSet(false, true)) {
            Thread.ofVirtual().name("stream-share").start(this::drain);
        }
    }

    private void drain() {
        try {
            List<Entry> batch = new ArrayList<>();
            while (waiting.drainTo(batch, BATCH) > 0) {
                store(batch);
                batch.clear();
            }
        } finally {
            writing.set(false);
            write();
        }
    }

    private void store(List<Entry> batch) {
        Map<Stream, List<Row>> streams = new LinkedHashMap<>();
        batch.forEach(
                one ->
                        streams.computeIfAbsent(one.stream(), _ -> new ArrayList<>())
                                .add(one.row()));
        try {
            streams.forEach((of, rows) -> shelf.store().add(of.tenant(), of.id(), rows));
            if (batch.stream().anyMatch(one -> one.row().last())) {
                shelf.store().forget(life);
            }
        } catch (StoreUnavailable away) {
            // what is missing is missed by other processes only: they say that it has expired
            return;
        }
    }

    /**
     * The stream of another process as far as it is known, and from then on as it comes. Blocks for
     * one look into the store, and up to two seconds until the event is there that the caller has.
     * Empty when there is none that this caller may read.
     */
    Optional<Journal> follow(Stream stream, long after, Journal mirror) {
        if (!look(stream, mirror)) {
            return Optional.empty();
        }
        for (int look = 0; look < MOST_LOOKS && mirror.count() < after; look++) {
            LockSupport.parkNanos(LOOK.toNanos());
            look(stream, mirror);
        }
        Thread.ofVirtual().name("stream-follow").start(() -> follow(stream, mirror));
        return Optional.of(mirror);
    }

    /** Ends with the stream, with its process, or when the reader has left. */
    private void follow(Stream stream, Journal mirror) {
        long seated = System.nanoTime() + SEATING.toNanos();
        long spoke = nanos.getAsLong();
        long known = mirror.count();
        while ((mirror.runs() || System.nanoTime() - seated < 0)
                && !mirror.over()
                && nanos.getAsLong() - spoke < LONGEST_SILENCE.toNanos()) {
            LockSupport.parkNanos(LOOK.toNanos());
            lookAgain(stream, mirror);
            spoke = mirror.count() > known ? nanos.getAsLong() : spoke;
            known = mirror.count();
        }
        mirror.lose();
    }

    private void lookAgain(Stream stream, Journal mirror) {
        try {
            look(stream, mirror);
        } catch (StoreUnavailable away) {
            // the next look may see it again; the silence has its limit
            return;
        }
    }

    /** False when nothing was there for this caller. */
    private boolean look(Stream stream, Journal mirror) {
        List<Row> rows = shelf.store().read(stream.tenant(), stream.id(), mirror.count(), BATCH);
        boolean any = false;
        while (!rows.isEmpty()) {
            for (Row row : rows) {
                Optional<byte[]> event =
                        shelf.seal().open(stream.place(row.number()), row.sealed());
                if (event.isEmpty() || row.number() != mirror.count() + 1) {
                    return any;
                }
                any = true;
                if (row.last()) {
                    mirror.end();
                    return true;
                }
                mirror.copy(event.get());
            }
            rows = shelf.store().read(stream.tenant(), stream.id(), mirror.count(), BATCH);
        }
        return any;
    }
}
