package portcullis.gateway.remember;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import portcullis.gateway.route.Frame;

/**
 * The answers in this process: bounded by bytes and by number, the least used leave first.
 * An answer older than an invalidation of one of its tags is never given.
 */
final class Near {
    private static final int ENTRY_OVERHEAD = 256;

    private final Cache<ByteBuffer, Entry> entries;
    private final Invalidations invalidations = new Invalidations();
    private final AtomicLong bytes = new AtomicLong();

    private record Entry(Remembered answer, Set<String> tags, Duration ttl, int bytes) {}

    /** Most bytes and most entries together. */
    record Room(long bytes, long entries) {}

    /**
     * @param nanos the monotonic clock that entries age by
     */
    Near(Room room, LongSupplier nanos) {
        // Weighing at least its share of the bytes, an entry also counts against the number.
        int least = Math.clamp(room.bytes() / room.entries(), 1, Integer.MAX_VALUE);
        this.entries =
                Caffeine.newBuilder()
                        .maximumWeight(room.bytes())
                        .weigher((ByteBuffer _, Entry entry) -> Math.max(least, entry.bytes()))
                        .expireAfter(Expiry.<ByteBuffer, Entry>creating((_, entry) -> entry.ttl()))
                        .ticker(nanos::getAsLong)
                        .removalListener(
                                (@Nullable ByteBuffer _, @Nullable Entry gone, RemovalCause _) ->
                                        bytes.addAndGet(gone == null ? 0 : -gone.bytes()))
                        .executor(Runnable::run)
                        .recordStats()
                        .build();
    }

    Optional<Remembered> find(ByteBuffer key) {
        return Optional.ofNullable(entries.getIfPresent(key)).map(Entry::answer);
    }

    /** The order of invalidations as it is now; to be asked before an answer is. */
    long mark() {
        return invalidations.mark();
    }

    /** Whether something was invalidated after the mark that these tags name. */
    boolean stale(long mark, Collection<String> tags) {
        return invalidations.since(mark, tags);
    }

    /**
     * Keeps an answer, unless one of its tags was invalidated since it was asked for.
     *
     * @param tags of the entry; those of whoever kept it first
     */
    void keep(Question question, Remembered answer, Collection<String> tags, Duration ttl) {
        if (!ttl.isPositive()) {
            return;
        }
        Entry entry = new Entry(answer, Set.copyOf(tags), ttl, weight(answer));
        bytes.addAndGet(entry.bytes());
        entries.put(question.key(), entry);
        // Looked at afterwards: an invalidation meets either the entry or this.
        if (stale(question.asked(), entry.tags())) {
            entries.asMap().remove(question.key(), entry);
        }
    }

    /** Forgets what bears the tag; how many entries that were. */
    int invalidate(String tag) {
        invalidations.add(tag);
        int[] gone = new int[1];
        entries.asMap()
                .values()
                .removeIf(
                        entry -> {
                            boolean named = entry.tags().contains(tag);
                            gone[0] += named ? 1 : 0;
                            return named;
                        });
        return gone[0];
    }

    /** Forgets everything, because something may have been missed. */
    void unsure() {
        invalidations.unsure();
        entries.invalidateAll();
    }

    long evicted() {
        entries.cleanUp();
        return entries.stats().evictionCount();
    }

    long count() {
        return entries.estimatedSize();
    }

    /** About what the entries hold now. */
    long bytes() {
        return bytes.get();
    }

    private static int weight(Remembered answer) {
        long weight = ENTRY_OVERHEAD;
        for (Frame frame : answer.frames()) {
            weight += Flight.weight(frame);
        }
        return (int) Math.min(Integer.MAX_VALUE, weight);
    }
}
