package portcullis.server.http;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.BindException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import portcullis.kernel.Deadline;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;

/** Listens: one server per event loop, all on one port. */
public final class Porch {
    private static final int LARGEST_HEAD = 32 * 1024;
    private static final int LONGEST_LINE = 8 * 1024;
    private static final Duration WATCH = Duration.ofMillis(100);
    private static final long START_SECONDS = 20;
    private final Vertx vertx;
    private final Site site;
    private final FrontDoor door;
    private final Traffic traffic;
    private final OpenExchanges open = new OpenExchanges();
    private final Map<HttpConnection, ConnectionWatch> watches = new ConcurrentHashMap<>();

    /**
     * Where and how to listen.
     *
     * @param port 0 takes a free one
     * @param loops event loops that share the port; at least 1
     * @param hosts further names the server answers to
     */
    public record Site(
            String host,
            int port,
            int loops,
            boolean loopback,
            List<String> hosts,
            List<String> origins,
            Proxies proxies,
            Patience patience) {}

    /** How long the door waits for a head, a body, and the next request of a connection. */
    public record Patience(Duration head, Duration body, Duration idle) {}

    public Porch(Vertx vertx, Site site, Inside inside) {
        this.vertx = vertx;
        this.site = site;
        this.traffic = inside.traffic();
        FrontDoor.Surroundings around =
                new FrontDoor.Surroundings(
                        inside.routes(),
                        new Doorkeeper(site.loopback(), site.hosts(), site.origins()),
                        site.proxies(),
                        inside.traffic(),
                        site.patience().body(),
                        inside.clock());
        this.door = new FrontDoor(vertx, inside.entrance(), inside.books(), around);
    }

    /** What lies behind the door. */
    public record Inside(
            Routes routes, Entrance entrance, Bookkeeper books, Traffic traffic, Clock clock) {}

    /** The address cannot be listened on. */
    public static final class AddressTaken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        AddressTaken(Throwable cause) {
            super("the address cannot be listened on", cause);
        }
    }

    /**
     * Begins to listen and returns the port.
     *
     * @throws AddressTaken when another process listens there or the address is not ours
     */
    public int listen() {
        // A negative port is a free one that all instances of the deployment share.
        int wanted = site.port() == 0 ? -1 : site.port();
        AtomicInteger actual = new AtomicInteger();
        DeploymentOptions each = new DeploymentOptions().setInstances(site.loops());
        try {
            vertx.deployVerticle(() -> new Listening(wanted, actual), each)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(START_SECONDS, TimeUnit.SECONDS);
            return actual.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof BindException taken
                    ? new AddressTaken(taken)
                    : new AddressTaken(failed);
        } catch (TimeoutException slow) {
            throw new AddressTaken(slow);
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
            throw new AddressTaken(leaving);
        }
    }

    /** New requests are refused from now on; health goes on answering. */
    public void drain() {
        door.drain();
    }

    /** Waits until every running answer has ended; false when the deadline comes first. */
    public boolean awaitSilence(Deadline deadline) {
        return open.awaitSilence(deadline);
    }

    /** Ends what still runs with a typed error, so that nobody takes a cut for the end. */
    public void cutStreams() {
        for (Exchange exchange : open.now()) {
            exchange.onLoop(() -> exchange.cut(Refusal.of(RefusalCode.DRAINING)));
        }
    }

    /** One event loop's share of the work. */
    private final class Listening extends VerticleBase {
        private final int wanted;
        private final AtomicInteger actual;

        Listening(int wanted, AtomicInteger actual) {
            this.wanted = wanted;
            this.actual = actual;
        }

        @Override
        public Future<?> start() {
            LoopWatch.begin(vertx, WATCH, traffic);
            HttpServer server =
                    vertx.createHttpServer(options(wanted))
                            .connectionHandler(Porch.this::connected)
                            .invalidRequestHandler(Porch.this::invalid)
                            .requestHandler(Porch.this::request);
            return server.listen().onSuccess(listening -> actual.set(listening.actualPort()));
        }
    }

    private HttpServerOptions options(int port) {
        return new HttpServerOptions()
                .setHost(site.host())
                .setPort(port)
                .setTcpNoDelay(true)
                .setHttp2ClearTextEnabled(false)
                .setCompressionSupported(false)
                .setDecompressionSupported(false)
                .setHandle100ContinueAutomatically(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(LARGEST_HEAD);
    }

    private void connected(HttpConnection connection) {
        OneLength.on(connection, options(0));
        ConnectionWatch watch = new ConnectionWatch(vertx, connection, site.patience());
        watches.put(connection, watch);
        connection.closeHandler(
                _ -> {
                    watches.remove(connection);
                    watch.closed();
                });
        watch.begin();
    }

    private void request(HttpServerRequest request) {
        Optional<ConnectionWatch> watch = Optional.ofNullable(watches.get(request.connection()));
        if (watch.filter(ConnectionWatch::over).isPresent()) {
            request.connection().close();
            return;
        }
        request.pause();
        door.receive(arrived(request, watch));
    }

    private void invalid(HttpServerRequest request) {
        Optional<ConnectionWatch> watch = Optional.ofNullable(watches.get(request.connection()));
        Exchange exchange = arrived(request, watch);
        exchange.closeAfterwards();
        exchange.refuse(Refusal.of(RefusalCode.BAD_REQUEST));
    }

    private Exchange arrived(HttpServerRequest request, Optional<ConnectionWatch> watch) {
        Exchange exchange = new Exchange(vertx, request, traffic, open);
        watch.ifPresent(exchange::watchedBy);
        return exchange;
    }
}
