package portcullis.gateway.stream;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;
import portcullis.kernel.StoreUnavailable;

/**
 * The journals of this process. A journal is found by its own key only (GOV-6), for a while after
 * its stream ended; for as long again its owner hears that it has expired. At most 4,096, and 64
 * MiB of streams that ended: beyond that the oldest expire.
 */
public final class Journals {
    private static final int MOST = 4096;
    private static final long MOST_BYTES = 64L << 20;

    private final int bytes;
    private final Duration life;
    private final LongSupplier nanos;
    private final Optional<Sharing> sharing;
    private final Map<RequestId, Journal> kept = new LinkedHashMap<>();

    /**
     * @param bytes what one journal keeps
     * @param life how long a journal is kept after its stream ended
     * @param shelf where other processes find it, and this one theirs
     */
    public Journals(int bytes, Duration life, LongSupplier nanos, Optional<Shelf> shelf) {
        this.bytes = bytes;
        this.life = life;
        this.nanos = nanos;
        this.sharing = shelf.map(shared -> new Sharing(shared, life, nanos));
    }

    /** A journal for an answer that begins. */
    public synchronized Journal open(RequestId id, Permitted owner) {
        sweep();
        makeRoom();
        Journal journal = new Journal(id, owner, new Journal.Making(bytes, nanos, sharing));
        kept.put(id, journal);
        return journal;
    }

    private void makeRoom() {
        long held = kept.values().stream().mapToLong(Journal::bytes).sum();
        Iterator<Journal> oldest = kept.values().iterator();
        while ((held > MOST_BYTES || kept.size() >= MOST) && oldest.hasNext()) {
            Journal one = oldest.next();
            if (one.age() > 0) {
                held -= one.bytes();
                one.expire();
                oldest.remove();
            }
        }
    }

    /**
     * The journal that this caller owns. Refuses with {@code NOT_FOUND} what is unknown or another
     * key's; what has expired lets nobody read.
     */
    public synchronized Outcome<Journal> find(RequestId id, Permitted caller) {
        sweep();
        return Optional.ofNullable(kept.get(id))
                .filter(journal -> journal.belongsTo(caller))
                .map(Outcome::passed)
                .orElseGet(() -> Outcome.refused(RefusalCode.NOT_FOUND));
    }

    /** Whether {@link #fetch} can find what {@link #find} did not. */
    public boolean shared() {
        return sharing.isPresent();
    }

    /**
     * The journal of a stream that another process tells or has told. Blocks while it looks.
     * Refuses like {@link #find}; a copy that nobody reads on is forgotten.
     *
     * @param after number of the event that the caller has, which may not have arrived here yet
     */
    public Outcome<Journal> fetch(RequestId id, long after, Permitted caller) {
        Journal mirror =
                new Journal(id, caller, new Journal.Making(bytes, nanos, Optional.empty()));
        try {
            return sharing.flatMap(
                            others -> others.follow(Sharing.Stream.of(id, caller), after, mirror))
                    .map(Outcome::passed)
                    .orElseGet(() -> Outcome.refused(RefusalCode.NOT_FOUND));
        } catch (StoreUnavailable away) {
            return Outcome.refused(RefusalCode.STORE_UNAVAILABLE);
        }
    }

    private void sweep() {
        long most = life.toNanos();
        kept.values().stream().filter(one -> one.age() > most).forEach(Journal::expire);
        kept.values().removeIf(one -> one.age() > 2 * most);
    }
}
