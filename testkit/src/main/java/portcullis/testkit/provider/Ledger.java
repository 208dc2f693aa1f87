package portcullis.testkit.provider;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * What reached the vendor, newest last. Keeps the last 4,096 exchanges and at most 64 MB of bodies;
 * the counts go on for ever.
 */
public final class Ledger {
    private static final int MOST_EXCHANGES = 4_096;
    private static final long MOST_BYTES = 64L << 20;

    private final Deque<Exchange> kept = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrival = lock.newCondition();
    private long bytes;
    private long requests;
    private long tokensIn;
    private long tokensOut;

    /** All requests so far, {@code GET /v1/models} included. */
    public long requests() {
        return locked(() -> requests);
    }

    /** Tokens of all chat requests so far, as this vendor counts them. */
    public long tokensIn() {
        return locked(() -> tokensIn);
    }

    /** Tokens of all answers begun so far. */
    public long tokensOut() {
        return locked(() -> tokensOut);
    }

    public List<Exchange> exchanges() {
        return locked(() -> List.copyOf(kept));
    }

    /** The newest exchange. */
    public Exchange last() {
        return locked(kept::getLast);
    }

    /** Waits until so many requests have arrived in all; false when they have not. */
    public boolean awaitRequests(long count, Duration span) throws InterruptedException {
        lock.lock();
        try {
            long left = span.toNanos();
            while (requests < count && left > 0) {
                left = arrival.awaitNanos(left);
            }
            return requests >= count;
        } finally {
            lock.unlock();
        }
    }

    /** True when this text stands in any kept request body, as UTF-8. */
    public boolean saw(String text) {
        return exchanges().stream().anyMatch(exchange -> exchange.text().contains(text));
    }

    Exchange enter(long connection, Request request) {
        return locked(
                () -> {
                    Exchange exchange = new Exchange(++requests, connection, request);
                    kept.addLast(exchange);
                    bytes += request.body().length;
                    forgetOldest();
                    arrival.signalAll();
                    return exchange;
                });
    }

    void count(long in, long out) {
        locked(
                () -> {
                    tokensIn += in;
                    tokensOut += out;
                    return true;
                });
    }

    private void forgetOldest() {
        while (kept.size() > MOST_EXCHANGES || (bytes > MOST_BYTES && kept.size() > 1)) {
            bytes -= kept.removeFirst().size();
        }
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
