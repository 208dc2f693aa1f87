package portcullis.storage.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import portcullis.gateway.remember.SharedMemory;

/**
 * Hears what others invalidated, on a subscription of its own. Redis promises nobody that a message
 * arrives, so invalidations are numbered, and four times a second the number is compared with what
 * was heard: whoever missed one is unsure of everything it holds. While Redis is away nothing can
 * be invalidated either, and nothing is forgotten; the comparison after its return tells.
 */
final class RedisBell implements AutoCloseable {
    private static final RedisScript NUMBER = RedisScript.of("number.lua");
    private static final List<byte[]> KEYS = List.of(RedisMemory.NUMBER.getBytes(US_ASCII));
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration AGAIN = Duration.ofMillis(500);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final long NOTHING_HEARD = -1;

    private final RedisLine line;
    private final List<SharedMemory.Listener> listeners = new CopyOnWriteArrayList<>();
    private final long timer;
    private volatile Optional<Redis> client = Optional.empty();
    private volatile boolean closed;
    private volatile long heard = NOTHING_HEARD;

    RedisBell(RedisLine line) {
        this.line = line;
        subscribe();
        listenFromTheStart();
        this.timer = line.vertx().setPeriodic(LOOK.toMillis(), _ -> compare());
    }

    /** Nothing is near yet, so what was invalidated before does not matter: one look is enough. */
    private void listenFromTheStart() {
        try {
            heard =
                    number(line.insist(NUMBER, KEYS, List.of()))
                            .toCompletableFuture()
                            .get(CONNECT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException away) {
            heard = NOTHING_HEARD;
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    void listen(SharedMemory.Listener listener) {
        listeners.add(listener);
    }

    private void subscribe() {
        if (closed) {
            return;
        }
        Redis mine = line.client();
        client = Optional.of(mine);
        AtomicBoolean over = new AtomicBoolean();
        Runnable lost =
                () -> {
                    if (over.compareAndSet(false, true)) {
                        mine.close();
                        line.vertx().setTimer(AGAIN.toMillis(), _ -> subscribe());
                    }
                };
        mine.connect()
                .compose(connection -> subscribed(connection, lost))
                .timeout(CONNECT.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(_ -> lost.run());
    }

    private Future<?> subscribed(RedisConnection connection, Runnable lost) {
        connection.handler(this::message);
        connection.exceptionHandler(_ -> lost.run());
        connection.endHandler(_ -> lost.run());
        return connection.send(Request.cmd(Command.SUBSCRIBE).arg(RedisMemory.CHANNEL));
    }

    /** {@code message, channel, "17 tag"}; anything else confirms the subscription. */
    private void message(Response push) {
        if (push.size() != 3 || !push.get(0).toString().equals("message")) {
            return;
        }
        String text = push.get(2).toString();
        int blank = text.indexOf(' ');
        String tag = text.substring(blank + 1);
        aside(() -> listeners.forEach(listener -> listener.invalidated(tag)));
        next(Long.parseLong(text.substring(0, blank)));
    }

    private synchronized void next(long number) {
        if (number > heard + 1) {
            unsure();
        }
        heard = Math.max(heard, number);
    }

    private void compare() {
        number(line.run(NUMBER, KEYS, List.of())).thenAccept(this::counted);
    }

    private static CompletionStage<Long> number(CompletionStage<Response> answer) {
        return answer.thenApply(number -> Long.parseLong(number.toString()));
    }

    /** Another number than expected: something was missed, or Redis lost its memory. */
    private synchronized void counted(long number) {
        if (number != heard) {
            unsure();
            heard = number;
        }
    }

    private void unsure() {
        aside(() -> listeners.forEach(SharedMemory.Listener::unsure));
    }

    /** Looking through a full memory takes longer than an event loop may be held. */
    private static void aside(Runnable work) {
        Thread.ofVirtual().name("invalidation").start(work);
    }

    @Override
    public void close() {
        closed = true;
        line.vertx().cancelTimer(timer);
        client.ifPresent(Redis::close);
    }
}
