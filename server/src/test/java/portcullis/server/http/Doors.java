package portcullis.server.http;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import portcullis.governance.Role;
import portcullis.governance.audit.Intent;
import portcullis.governance.audit.Receipt;
import portcullis.governance.permit.Permitter;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;
import portcullis.kernel.TenantId;
import portcullis.testkit.Visitors;

/** A real front door on a free port with routes of the test and real governance rooms. */
final class Doors implements AutoCloseable {
    final Visitors visitors = Visitors.arrive();
    final List<Receipt> receipts = new CopyOnWriteArrayList<>();
    final List<Intent> intents = new CopyOnWriteArrayList<>();
    final Heard heard = new Heard();
    final Porch porch;
    final int port;
    private final Vertx vertx;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** What the traffic was told. */
    static final class Heard implements Traffic {
        final List<String> served = new CopyOnWriteArrayList<>();
        final List<Throwable> bugs = new CopyOnWriteArrayList<>();

        @Override
        public void served(RequestId request, String route, String method, Ended ended) {
            served.add(method + " " + route + " " + ended.status());
        }

        @Override
        public void streams(int change) {}

        @Override
        public void authenticationFailed() {}

        @Override
        public void limited(boolean admitted) {}

        @Override
        public void loopHeld(Duration held) {}

        @Override
        public void broke(RequestId request, Throwable bug) {
            bugs.add(bug);
        }
    }

    static Porch.Site site(List<String> origins) {
        return new Porch.Site(
                "127.0.0.1",
                0,
                2,
                true,
                List.of("clinic.example"),
                origins,
                Proxies.NONE,
                new Porch.Patience(
                        Duration.ofMillis(600), Duration.ofMillis(600), Duration.ofSeconds(5)));
    }

    Doors(List<Route> routes) {
        this(routes, site(List.of("https://console.example")));
    }

    Doors(List<Route> routes, Porch.Site site) {
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setUseDaemonThread(true));
        Entrance entrance =
                new Entrance(visitors.identifier(), new Permitter(), visitors.limiter());
        Bookkeeper books =
                new Bookkeeper(
                        intent -> {
                            intents.add(intent);
                            return CompletableFuture.completedFuture(
                                    Outcome.refused(RefusalCode.AUDIT_UNAVAILABLE));
                        },
                        receipts::add);
        porch =
                new Porch(
                        vertx,
                        site,
                        new Porch.Inside(
                                new Routes(routes), entrance, books, heard, Clock.systemUTC()));
        port = porch.listen();
    }

    String key(Role role) {
        return visitors.key(TenantId.DEFAULT, role).reveal();
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20));
    }

    HttpRequest.Builder as(String path, Role role) {
        return to(path).header("authorization", "Bearer " + key(role));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<java.io.InputStream>> stream(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    /** Sends bytes as they stand and returns everything that comes back until the end. */
    String raw(String text) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(15_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
