package portcullis.gateway.remember;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import portcullis.gateway.CacheRule;
import portcullis.gateway.route.Frame;
import portcullis.gateway.screen.Screened;
import portcullis.kernel.SensitiveText;

/**
 * Remembers answers per tenant, in this process. Misses when unsure: a wrong answer costs more than
 * a slow one. What it holds is masked; whoever reads restores with the own request's mapping.
 */
public final class Memory {
    private static final int ENTRY_OVERHEAD = 256;

    private final Keying keying;
    private final Cache<ByteBuffer, Entry> entries;
    private final ConcurrentMap<ByteBuffer, Flight> flights = new ConcurrentHashMap<>();
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder joined = new LongAdder();

    private record Entry(Remembered answer, Duration ttl) {}

    /**
     * What the memory is made of.
     *
     * @param secret keys the hash; at least 16 random bytes
     * @param rules version of the screening policy; part of every key
     * @param maxBytes bound on what all entries hold together
     * @param nanos the monotonic clock that entries age by
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Making(byte[] secret, String rules, long maxBytes, LongSupplier nanos) {}

    public Memory(Making making) {
        this.keying = new Keying(making.secret(), making.rules());
        this.entries =
                Caffeine.newBuilder()
                        .executor(Runnable::run)
                        .maximumWeight(making.maxBytes())
                        .weigher((ByteBuffer key, Entry entry) -> weight(entry.answer()))
                        .expireAfter(Expiry.<ByteBuffer, Entry>creating((_, entry) -> entry.ttl()))
                        .ticker(making.nanos()::getAsLong)
                        .recordStats()
                        .build();
    }

    public Recall recall(Screened request, CacheRule rule) {
        if (rule.scope() == CacheRule.Scope.OFF || !mayRemember(request)) {
            return new Recall.Off();
        }
        ByteBuffer key = keying.key(request);
        Entry entry = entries.getIfPresent(key);
        if (entry != null) {
            hits.increment();
            return new Recall.Hit(entry.answer());
        }
        return fly(request, new Flight(key, rule.ttl()));
    }

    /** Others see every flight that may have company; who may not join flies beside it. */
    private Recall fly(Screened request, Flight mine) {
        if (isSolitary(request)) {
            misses.increment();
            return new Recall.Miss(mine);
        }
        Flight seen =
                flights.compute(
                        mine.key(), (_, ahead) -> ahead == null || !ahead.open() ? mine : ahead);
        if (seen != mine && mayJoin(request)) {
            joined.increment();
            return new Recall.Joined(seen);
        }
        misses.increment();
        return new Recall.Miss(mine);
    }

    /** Keeps a whole answer. */
    public void keep(Flight flight, Remembered answer) {
        if (flight.key().hasRemaining()) {
            entries.put(flight.key(), new Entry(answer, flight.ttl()));
        }
    }

    /** Nobody shall join this flight any more. */
    public void ended(Flight flight) {
        flights.remove(flight.key(), flight);
    }

    public Tally tally() {
        long evicted = entries.stats().evictionCount();
        long bytes =
                entries.policy().eviction().map(bound -> bound.weightedSize().orElse(0)).orElse(0L);
        return new Tally(hits.sum(), misses.sum(), joined.sum(), evicted, bytes);
    }

    /** Tools act on the world: their turns are asked anew (GTW-37). */
    private static boolean mayRemember(Screened request) {
        String wish = header(request, "cache-control");
        return !request.wishes().tools()
                && !wish.contains("no-store")
                && !wish.contains("no-cache");
    }

    /** Who wants variety does not want a neighbour's answer, unless it is a retry (GTW-35). */
    private static boolean mayJoin(Screened request) {
        String retries = header(request, "x-stainless-retry-count");
        boolean again = !retries.isEmpty() && !retries.equals("0");
        boolean steady = request.wishes().temperature().orElse(0) == 0;
        return steady || again;
    }

    private static boolean isSolitary(Screened request) {
        return header(request, "x-portcullis-single-flight").equals("off");
    }

    private static String header(Screened request, String name) {
        return request.header(name)
                .map(SensitiveText::reveal)
                .map(value -> value.toLowerCase(Locale.ROOT))
                .orElse("");
    }

    private static int weight(Remembered answer) {
        long weight = ENTRY_OVERHEAD;
        for (Frame frame : answer.frames()) {
            weight += Flight.weight(frame);
        }
        return (int) Math.min(Integer.MAX_VALUE, weight);
    }
}
