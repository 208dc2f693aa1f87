package portcullis.server.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import portcullis.gateway.Dialect;
import portcullis.kernel.Refusal;
import portcullis.kernel.RequestId;

/**
 * One request and its response. Lives on one event loop: every method but {@link #onLoop} is called
 * there. Answers once; whatever comes after the answer is dropped.
 */
final class Exchange {
    private static final int CALLER_LEFT = 499;
    private static final long LINGER_MILLIS = 500;
    // Connection handling is ours alone; a journey cannot change it.
    private static final Set<String> HOP_BY_HOP =
            Set.of(
                    "connection",
                    "keep-alive",
                    "proxy-authenticate",
                    "proxy-authorization",
                    "proxy-connection",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade",
                    "content-length");
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final RequestId id = RequestId.random();
    private final long began = System.nanoTime();
    private final Thread loop = Thread.currentThread();
    private final Context context;
    private final Traffic traffic;
    private final OpenExchanges open;
    private String route = "unmatched";
    private Visitor visitor = Visitor.NOBODY;
    private long handedOver = began;
    private boolean answered;
    private boolean streaming;
    private boolean ended;
    private boolean closing;
    private Runnable onGone = () -> {};
    private Runnable onEnd = () -> {};
    private Optional<ConnectionWatch> watch = Optional.empty();

    Exchange(Vertx vertx, HttpServerRequest request, Traffic traffic, OpenExchanges open) {
        this.request = request;
        this.response = request.response();
        this.context = vertx.getOrCreateContext();
        this.traffic = traffic;
        this.open = open;
        open.add(this);
        response.exceptionHandler(_ -> gone());
        response.closeHandler(_ -> gone());
        response.endHandler(_ -> over());
        response.putHeader("x-request-id", id.value()).putHeader("request-id", id.value());
        response.putHeader("x-content-type-options", "nosniff");
        response.putHeader("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
        response.putHeader("cache-control", "no-store");
    }

    RequestId id() {
        return id;
    }

    HttpServerRequest request() {
        return request;
    }

    HttpServerResponse response() {
        return response;
    }

    boolean answered() {
        return answered;
    }

    boolean streaming() {
        return streaming && !ended;
    }

    /** The declared path that was found, for metrics: never the path as asked. */
    void routed(String declaredPath) {
        route = declaredPath;
    }

    void visitor(Visitor who) {
        visitor = who;
        handedOver = System.nanoTime();
    }

    void header(String name, String value) {
        if (!response.headWritten() && !response.closed()) {
            response.putHeader(name, value);
        }
    }

    /** Called once when the caller leaves before the answer is complete. */
    void onGone(Runnable handler) {
        onGone = handler;
        if (ended) {
            handler.run();
        }
    }

    /** Called once when nothing more is said, whoever ended it. */
    void onEnd(Runnable handler) {
        onEnd = handler;
        if (ended) {
            handler.run();
        }
    }

    /** The connection's watch hears when the response has ended, and when it is the last one. */
    void watchedBy(ConnectionWatch connection) {
        watch = Optional.of(connection);
        connection.busy();
    }

    /** Ends a running stream with a typed error; leaves other responses alone. */
    void cut(Refusal refusal) {
        if (streaming()) {
            byte[] body = Spoken.of(dialect(), refusal, id).body();
            response.write(Buffer.buffer("event: error\ndata: ").appendBytes(body));
            response.end("\n\n");
            onGone.run();
        }
    }

    private Optional<Dialect> dialect() {
        return Route.dialect(pathOf(request), request.headers().contains("anthropic-version"));
    }

    void refuse(Refusal refusal) {
        Spoken spoken = Spoken.of(dialect(), refusal, id);
        whole(spoken.status(), spoken.headers(), spoken.body());
    }

    /**
     * Refuses and closes. What still arrives is dropped unread for a moment, because closing at
     * once would reset the connection before the caller has read why.
     */
    void refuseAndClose(Refusal refusal) {
        closeAfterwards();
        refuse(refusal);
        request.handler(_ -> {});
        request.resume();
    }

    /** The connection is closed when this response has ended. */
    void closeAfterwards() {
        closing = true;
        watch.ifPresent(ConnectionWatch::lastOne);
        header("connection", "close");
    }

    void whole(int status, Map<String, String> headers, byte[] body) {
        if (answered || response.closed()) {
            return;
        }
        answered = true;
        head(status, headers);
        if (status == 204) {
            response.end();
        } else {
            response.end(Buffer.buffer(body));
        }
    }

    /** The head of a stream leaves at once. */
    void open(Map<String, String> headers) {
        if (answered || response.closed()) {
            return;
        }
        answered = true;
        streaming = true;
        traffic.streams(1);
        head(200, headers);
        response.setChunked(true);
        response.writeHead();
    }

    void write(byte[] bytes) {
        if (streaming()) {
            response.write(Buffer.buffer(bytes));
        }
    }

    void close() {
        if (streaming()) {
            response.end();
        }
    }

    private void head(int status, Map<String, String> headers) {
        response.setStatusCode(status);
        String timing = "door;dur=" + millis(handedOver - began);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (name.equals("server-timing")) {
                timing += ", " + header.getValue();
            } else if (!HOP_BY_HOP.contains(name)) {
                response.putHeader(name, header.getValue());
            }
        }
        response.putHeader(
                "server-timing", timing + ", total;dur=" + millis(System.nanoTime() - began));
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.2f", Math.max(0, nanos) / 1e6);
    }

    private void over() {
        ended(response.getStatusCode());
        if (closing) {
            context.owner().setTimer(LINGER_MILLIS, _ -> request.connection().close());
        }
    }

    private void gone() {
        if (!ended) {
            ended(answered ? response.getStatusCode() : CALLER_LEFT);
            onGone.run();
        }
    }

    private void ended(int status) {
        if (ended) {
            return;
        }
        ended = true;
        onEnd.run();
        open.remove(this);
        if (streaming) {
            traffic.streams(-1);
        }
        watch.ifPresent(ConnectionWatch::free);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        traffic.served(
                id, route, request.method().name(), new Traffic.Ended(status, took, visitor));
    }

    /** Runs now when called on the loop, else soon; calls from one thread keep their order. */
    void onLoop(Runnable work) {
        if (Thread.currentThread().equals(loop)) {
            work.run();
        } else {
            context.runOnContext(_ -> work.run());
        }
    }

    /** Always later, never inside the caller. */
    void later(Runnable work) {
        context.runOnContext(_ -> work.run());
    }

    /** Path without the query; {@code /} when there is none. */
    static String pathOf(HttpServerRequest request) {
        String path;
        try {
            path = request.path();
        } catch (RuntimeException notAnAddress) {
            return "/";
        }
        return path == null || !path.startsWith("/") ? "/" : path;
    }
}
