package portcullis.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The generator against a small real server. */
class OpenLoopTest {
    private final Semaphore permits = new Semaphore(Integer.MAX_VALUE / 2);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;
    private volatile int status = 200;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
        server.setExecutor(threads);
        server.createContext(
                "/",
                exchange -> {
                    permits.acquireUninterruptibly();
                    exchange.getRequestBody().readAllBytes();
                    byte[] body = "{}".getBytes(StandardCharsets.US_ASCII);
                    exchange.getResponseHeaders().set("x-portcullis-cache", "hit");
                    exchange.sendResponseHeaders(status, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void close() {
        permits.release(100_000);
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void everyRequestThatIsDueIsSentAndCounted() throws IOException {
        OpenLoop.Outcome outcome = load(400, 0.5);
        assertThat(outcome.latency().total()).isEqualTo(200);
        assertThat(outcome.errors()).isZero();
        assertThat(outcome.unanswered()).isZero();
        assertThat(outcome.remembered()).isEqualTo(200);
        assertThat(outcome.clean()).isTrue();
    }

    @Test
    void answersOtherThanOkAreErrors() throws IOException {
        status = 503;
        assertThat(load(100, 0.3).errors()).isEqualTo(30);
    }

    @Test
    void aServerThatStopsAnsweringShowsInEveryLatency() throws IOException {
        permits.drainPermits();
        OpenLoop.Outcome outcome = load(2000, 0.5);
        assertThat(outcome.unanswered()).isEqualTo(1000);
        assertThat(outcome.clean()).isFalse();
        // The last request was due at the end, half a second before the run gave up.
        assertThat(outcome.latency().millis(0.001)).isGreaterThan(450);
        assertThat(outcome.latency().millis(0.99)).isGreaterThan(900);
    }

    private OpenLoop.Outcome load(double perSecond, double seconds) throws IOException {
        Prompt prompt =
                new Prompt(
                        new Subject(
                                Subject.DIRECT,
                                ProcessHandle.current(),
                                shape -> "http://127.0.0.1:" + server.getAddress().getPort(),
                                shape -> Map.of()),
                        Shape.JSON,
                        "bench-json",
                        new Words());
        try (OpenLoop loop = new OpenLoop(prompt, perSecond)) {
            return loop.run(seconds);
        }
    }
}
