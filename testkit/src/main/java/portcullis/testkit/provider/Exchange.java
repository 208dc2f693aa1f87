package portcullis.testkit.provider;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One request as it came, and how it ended. Times are {@link System#nanoTime()}.
 *
 * <p>Thread-safe: the connection writes it while tests read.
 */
public final class Exchange {

    /** How an exchange ended. */
    public enum End {
        /** The whole script was played. */
        PLAYED,
        /** The client went away before the script was over. */
        ABORTED
    }

    private final long number;
    private final long connection;
    private final Request request;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable End end;
    private volatile long endedAt;

    Exchange(long number, long connection, Request request) {
        this.number = number;
        this.connection = connection;
        this.request = request;
    }

    /** Position among all requests of this provider, from 1. */
    public long number() {
        return number;
    }

    /** Position of the TCP connection among all accepted ones, from 1. */
    public long connection() {
        return connection;
    }

    /** Method and path, such as {@code POST /v1/chat/completions}. */
    public String line() {
        return request.method() + " " + request.path();
    }

    /** Request headers, names in lower case. */
    public Map<String, String> headers() {
        return request.headers();
    }

    /** The body as it came. */
    public byte[] body() {
        return request.body().clone();
    }

    /** Length of the body in bytes. */
    public int size() {
        return request.body().length;
    }

    /** The body read as UTF-8. */
    public String text() {
        return new String(request.body(), StandardCharsets.UTF_8);
    }

    /** When the last byte of the request was read. */
    public long arrivedAt() {
        return request.arrivedAt();
    }

    public Optional<End> end() {
        return Optional.ofNullable(end);
    }

    /** When it ended; 0 while it has not. An abort counts from the moment the socket closed. */
    public long endedAt() {
        return endedAt;
    }

    /** Waits for the end, at most so long. Empty when it has not come. */
    public Optional<End> awaitEnd(Duration span) throws InterruptedException {
        boolean _ = ended.await(span.toNanos(), TimeUnit.NANOSECONDS);
        return end();
    }

    synchronized void ended(End how, long at) {
        if (end == null) {
            endedAt = at;
            end = how;
            ended.countDown();
        }
    }
}
