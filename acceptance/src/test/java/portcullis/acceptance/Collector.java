package portcullis.acceptance;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/** Takes the spans that a server sends, and keeps their bytes. */
final class Collector implements AutoCloseable {
    private final HttpServer server;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

    private Collector(HttpServer server) {
        this.server = server;
    }

    static Collector start() {
        try {
            InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            Collector collector = new Collector(HttpServer.create(here, 0));
            collector.listen();
            return collector;
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    private void listen() {
        server.createContext(
                "/",
                exchange -> {
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    synchronized (heard) {
                        heard.writeBytes(body);
                    }
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        server.start();
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    byte[] heard() {
        synchronized (heard) {
            return heard.toByteArray();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
