package portcullis.storage.redis;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import portcullis.kernel.EventLog;
import portcullis.kernel.Label;
import portcullis.kernel.SensitiveText;

/**
 * A pipelined connection to one Redis, with its own breaker: a call waits at most 20 ms (GOV-26);
 * after five failures in a row nobody asks any more, and a probe looks every half second whether
 * Redis answers in time again. Safe from any thread; never blocks after it was opened.
 */
public final class RedisLine implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMillis(20);

    private static final int MOST_FAILURES = 5;
    private static final int MOST_WAITING = 4096;
    private static final Duration PROBE = Duration.ofMillis(500);
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final Place place;
    private final EventLog log;
    private final AtomicReference<Optional<Talk>> talking = new AtomicReference<>(Optional.empty());
    private final AtomicInteger failures = new AtomicInteger();
    private final LongAdder failed = new LongAdder();
    private final CompletableFuture<Boolean> looked = new CompletableFuture<>();
    private volatile Runnable onFound = () -> {};
    private volatile boolean closed;

    /**
     * Where Redis is.
     *
     * @param use what it is used for, for the log: {@code control} or {@code cache}
     * @param address {@code redis://} or {@code rediss://} with host, port, database and password
     * @param patience how long a call waits
     */
    public record Place(Label use, SensitiveText address, Duration patience) {

        /** Where a call waits 20 ms. */
        public Place(Label use, SensitiveText address) {
            this(use, address, PATIENCE);
        }
    }

    /** A connection and the client it belongs to; dropped together. */
    private static final class Talk {
        private final Redis client;
        private final RedisConnection connection;

        private Talk(Redis client, RedisConnection connection) {
            this.client = client;
            this.connection = connection;
        }
    }

    private RedisLine(Vertx vertx, Place place, EventLog log) {
        this.vertx = vertx;
        this.place = place;
        this.log = log;
    }

    /** Opens the line and waits until Redis was looked for once, two seconds at most. */
    public static RedisLine open(Vertx vertx, Place place, EventLog log) {
        RedisLine line = new RedisLine(vertx, place, log);
        line.look();
        try {
            line.looked.get(CONNECT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException notYet) {
            // The house opens without Redis.
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        return line;
    }

    /** Whether Redis is asked now. */
    public boolean up() {
        return talking.get().isPresent();
    }

    /** Calls that were not answered in time, were answered with an error, or found nobody. */
    public long failed() {
        return failed.sum();
    }

    /** Runs each time Redis answers again, and now when it does. */
    void onFound(Runnable news) {
        onFound = news;
        if (up()) {
            news.run();
        }
    }

    Vertx vertx() {
        return vertx;
    }

    /** Fails with {@link RedisAway} at once when the breaker is open, and after 20 ms at worst. */
    CompletionStage<Response> ask(Request request) {
        return send(request, place.patience()).toCompletionStage();
    }

    /** Runs a script by its name, and by its text when Redis has forgotten it. */
    CompletionStage<Response> run(RedisScript script, List<byte[]> keys, List<byte[]> arguments) {
        return run(script, keys, arguments, place.patience());
    }

    /** The same for what no request waits for and somebody wants to be sure of. */
    CompletionStage<Response> insist(
            RedisScript script, List<byte[]> keys, List<byte[]> arguments) {
        return run(script, keys, arguments, CONNECT);
    }

    private CompletionStage<Response> run(
            RedisScript script, List<byte[]> keys, List<byte[]> arguments, Duration patience) {
        return send(call(Command.EVALSHA, script.sha(), keys, arguments), patience)
                .recover(
                        trouble ->
                                unknown(trouble)
                                        ? send(
                                                call(Command.EVAL, script.text(), keys, arguments),
                                                patience)
                                        : Future.failedFuture(trouble))
                .toCompletionStage();
    }

    private static Request call(
            Command how, String script, List<byte[]> keys, List<byte[]> arguments) {
        Request request = Request.cmd(how).arg(script).arg(keys.size());
        keys.forEach(request::arg);
        arguments.forEach(request::arg);
        return request;
    }

    private Future<Response> send(Request request, Duration patience) {
        Optional<Talk> talk = talking.get();
        if (talk.isEmpty()) {
            failed.increment();
            return Future.failedFuture(new RedisAway());
        }
        return talk.get()
                .connection
                .send(request)
                .map(RedisLine::said)
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .onComplete(done -> judge(talk.get(), done));
    }

    /** Nobody asks for what Redis answers with nothing. */
    private static Response said(@Nullable Response answer) {
        if (answer == null) {
            throw new RedisAway();
        }
        return answer;
    }

    private void judge(Talk talk, AsyncResult<Response> done) {
        if (done.succeeded()) {
            failures.set(0);
        } else if (!unknown(done.cause())) {
            failed.increment();
            if (failures.incrementAndGet() >= MOST_FAILURES) {
                drop(talk);
            }
        }
    }

    private static boolean unknown(Throwable trouble) {
        return Optional.ofNullable(trouble.getMessage())
                .filter(message -> message.startsWith("NOSCRIPT"))
                .isPresent();
    }

    private void drop(Talk talk) {
        Optional<Talk> now = talking.get();
        boolean current = now.isPresent() && now.get() == talk;
        if (current && talking.compareAndSet(now, Optional.empty())) {
            talk.client.close();
            if (!closed) {
                log.write(new RedisEvent.RedisLost(place.use()));
                again();
            }
        }
    }

    private void again() {
        if (!closed) {
            vertx.setTimer(PROBE.toMillis(), _ -> look());
        }
    }

    /** Its first answer may meet cold code; the second must come as fast as every other one. */
    private void look() {
        Redis client = client();
        Future.succeededFuture()
                .compose(_ -> client.connect())
                .compose(
                        connection ->
                                connection
                                        .send(Request.cmd(Command.PING))
                                        .compose(_ -> ping(connection))
                                        .map(_ -> new Talk(client, connection)))
                .timeout(CONNECT.toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(this::found)
                .onFailure(
                        _ -> {
                            client.close();
                            looked.complete(false);
                            again();
                        });
    }

    private Future<Response> ping(RedisConnection connection) {
        return connection
                .send(Request.cmd(Command.PING))
                .map(RedisLine::said)
                .timeout(place.patience().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void found(Talk talk) {
        failures.set(0);
        talk.connection.exceptionHandler(_ -> drop(talk));
        talk.connection.endHandler(_ -> drop(talk));
        talking.set(Optional.of(talk));
        log.write(new RedisEvent.RedisFound(place.use()));
        onFound.run();
        looked.complete(true);
        if (closed) {
            drop(talk);
        }
    }

    /** A client for a connection of its own. */
    Redis client() {
        NetClientOptions net =
                new NetClientOptions()
                        .setConnectTimeout((int) CONNECT.toMillis())
                        .setTcpNoDelay(true)
                        .setTcpKeepAlive(true)
                        .setHostnameVerificationAlgorithm("HTTPS");
        return Redis.createClient(
                vertx,
                new RedisOptions()
                        .setConnectionString(place.address().reveal())
                        .setNetClientOptions(net)
                        .setMaxPoolSize(1)
                        .setMaxPoolWaiting(1)
                        .setMaxWaitingHandlers(MOST_WAITING));
    }

    @Override
    public void close() {
        closed = true;
        talking.getAndSet(Optional.empty()).ifPresent(talk -> talk.client.close());
    }
}
