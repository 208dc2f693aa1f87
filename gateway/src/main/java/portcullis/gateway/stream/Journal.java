package portcullis.gateway.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import portcullis.gateway.JsonText;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.KeyId;
import portcullis.kernel.RequestId;
import portcullis.kernel.TenantId;

/**
 * The events that one caller was told, numbered from 1, for when it comes back. Keeps the newest
 * ones within a bound. One writes, any number read at their own speed; safe for many threads. What
 * it holds is restored text: it stays in this process and belongs to one key.
 */
public final class Journal {
    private final RequestId id;
    private final TenantId tenant;
    private final KeyId key;
    private final int most;
    private final Optional<Sharing> sharing;
    private final Deque<byte[]> events = new ArrayDeque<>();
    private final List<Reader> readers = new ArrayList<>();
    private Runnable taken = () -> {};
    private boolean cut;
    private long forgotten;
    private int bytes;
    private final LongSupplier nanos;
    private OptionalLong ended = OptionalLong.empty();

    /**
     * What a journal is made of.
     *
     * @param most bytes that are kept
     * @param sharing where other processes find it
     */
    record Making(int most, LongSupplier nanos, Optional<Sharing> sharing) {}

    Journal(RequestId id, Permitted owner, Making making) {
        this.id = id;
        this.tenant = owner.tenant();
        this.key = owner.key();
        this.most = making.most();
        this.nanos = making.nanos();
        this.sharing = making.sharing();
    }

    /** By which the caller finds it again: the request's own id. */
    public RequestId id() {
        return id;
    }

    boolean belongsTo(Permitted caller) {
        return tenant.equals(caller.tenant()) && key.equals(caller.key());
    }

    /** What to do when the caller has come back on another connection. */
    public synchronized void onTaken(Runnable handler) {
        taken = handler;
    }

    /**
     * Keeps an event.
     *
     * @return the event with its {@code id:} line, as it is told
     */
    public byte[] add(byte[] event) {
        long number;
        byte[] numbered;
        synchronized (this) {
            number = count() + 1;
            numbered = numbered(number, event);
            keep(numbered);
        }
        sharing.ifPresent(others -> others.add(stream(), number, numbered));
        tell();
        return numbered;
    }

    /** Keeps an event that another process has numbered. */
    void copy(byte[] numbered) {
        synchronized (this) {
            keep(numbered);
        }
        tell();
    }

    private void keep(byte[] numbered) {
        events.addLast(numbered);
        bytes += numbered.length;
        while (bytes > most && events.size() > 1) {
            bytes -= events.removeFirst().length;
            forgotten++;
        }
    }

    private void tell() {
        List<Reader> some;
        synchronized (this) {
            some = List.copyOf(readers);
        }
        some.forEach(reader -> reader.news.run());
    }

    private Sharing.Stream stream() {
        return new Sharing.Stream(tenant, key, id);
    }

    /** How many events were told so far. */
    synchronized long count() {
        return forgotten + events.size();
    }

    /** Whether more may come, and somebody waits for it. */
    synchronized boolean runs() {
        return ended.isEmpty() && !readers.isEmpty();
    }

    synchronized boolean over() {
        return ended.isPresent();
    }

    /** The end of a copy whose original cannot be followed any more. */
    void lose() {
        synchronized (this) {
            cut = ended.isEmpty();
        }
        end();
    }

    private byte[] numbered(long number, byte[] event) {
        byte[] head = JsonText.ascii("id: " + id.value() + ":" + number + "\n");
        byte[] whole = new byte[head.length + event.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(event, 0, whole, head.length, event.length);
        return whole;
    }

    /** No event comes any more. */
    public void end() {
        long number;
        synchronized (this) {
            if (ended.isPresent()) {
                return;
            }
            ended = OptionalLong.of(nanos.getAsLong());
            number = count() + 1;
        }
        sharing.ifPresent(others -> others.end(stream(), number));
        tell();
    }

    /** What was kept is given up; who asks for it hears that it has expired. */
    synchronized void expire() {
        forgotten += events.size();
        events.clear();
        bytes = 0;
    }

    /** Whether nobody would find the first events any more. */
    public synchronized boolean forgets() {
        return forgotten > 0;
    }

    /** How long ago the stream ended, in nanoseconds; 0 while it runs. */
    synchronized long age() {
        return ended.isPresent() ? nanos.getAsLong() - ended.getAsLong() : 0;
    }

    synchronized int bytes() {
        return bytes;
    }

    /**
     * Goes on behind an event; whoever was told so far is told no more.
     *
     * @param after number of the last event that the caller has; 0 for none
     * @param news called on any thread when there is more; must return at once
     * @return empty when what follows that event is not kept any more, or never was told
     */
    public Optional<Reader> read(long after, Runnable news) {
        Runnable told;
        Reader reader = new Reader(after, news);
        synchronized (this) {
            if (after < forgotten || after > forgotten + events.size()) {
                return Optional.empty();
            }
            readers.add(reader);
            told = taken;
        }
        told.run();
        return Optional.of(reader);
    }

    /** One caller that has come back. */
    public final class Reader {
        private final Runnable news;
        private long read;

        private Reader(long after, Runnable news) {
            this.read = after;
            this.news = news;
        }

        public RequestId stream() {
            return id;
        }

        /** The events that follow, in order. */
        public List<byte[]> next(int count) {
            synchronized (Journal.this) {
                List<byte[]> part = new ArrayList<>();
                Iterator<byte[]> kept = events.iterator();
                for (long number = forgotten + 1; kept.hasNext() && part.size() < count; number++) {
                    byte[] event = kept.next();
                    if (number > read) {
                        part.add(event);
                    }
                }
                if (!lost()) {
                    read += part.size();
                }
                return lost() ? List.of() : part;
            }
        }

        /** Events were given up before they were read. */
        public boolean lost() {
            synchronized (Journal.this) {
                return read < forgotten;
            }
        }

        /** The rest was told by a process that is gone. */
        public boolean cut() {
            synchronized (Journal.this) {
                return cut && read >= count();
            }
        }

        /** Everything was read, and no more comes. */
        public boolean atEnd() {
            synchronized (Journal.this) {
                return ended.isPresent() && read >= forgotten + events.size();
            }
        }

        public void leave() {
            synchronized (Journal.this) {
                readers.remove(this);
            }
        }
    }
}
