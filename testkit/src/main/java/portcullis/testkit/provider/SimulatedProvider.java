package portcullis.testkit.provider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import portcullis.kernel.SpeaksToThePerson;

/**
 * A scriptable vendor on a loopback port that speaks OpenAI's chat API ({@code
 * /v1/chat/completions}, plain and streamed, and {@code /v1/models}) and Anthropic's Messages API
 * ({@code /v1/messages}), Gemini's ({@code :generateContent} and {@code :streamGenerateContent})
 * and Ollama's ({@code /api/chat}); what breaks the rules of the last three is refused. Each chat
 * request takes the next scripted {@link Turn}; when none is left the standing one ({@link
 * #always}, at first an echo). {@code /v1/embeddings} answers by itself: 8 values that depend on
 * the text, at most 64 texts. Plain sockets, so that every byte and packet boundary is as scripted.
 */
public final class SimulatedProvider implements AutoCloseable {
    private static final int BACKLOG = 4_096;

    private final ServerSocket server;
    private final Ledger ledger = new Ledger();
    private final Queue<Turn> turns = new ConcurrentLinkedQueue<>();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicLong accepted = new AtomicLong();
    private volatile Turn standing = Turn.echo();

    private SimulatedProvider(ServerSocket server) {
        this.server = server;
    }

    /** Listens on a free port. */
    public static SimulatedProvider start() {
        return start(0);
    }

    /** Listens on this port of the loopback address; 0 takes a free one. */
    public static SimulatedProvider start(int port) {
        try {
            ServerSocket server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
            SimulatedProvider provider = new SimulatedProvider(server);
            Thread.ofVirtual().name("simulated-accept").start(provider::accept);
            return provider;
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    /** The base URL of the API: {@code http://127.0.0.1:PORT/v1}. */
    public URI base() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1");
    }

    /** Adds turns for the next chat requests, in order. */
    public SimulatedProvider script(Turn... next) {
        turns.addAll(List.of(next));
        return this;
    }

    /** Drops the turns that were not played. */
    public SimulatedProvider forget() {
        turns.clear();
        return this;
    }

    /** What is said when no scripted turn is left. */
    public SimulatedProvider always(Turn turn) {
        standing = turn;
        return this;
    }

    public Ledger ledger() {
        return ledger;
    }

    /** TCP connections accepted so far. */
    public long connections() {
        return accepted.get();
    }

    /** Stops listening and drops all connections. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException alreadyClosed) {
            throw new UncheckedIOException(alreadyClosed);
        } finally {
            connections.forEach(Connection::close);
        }
    }

    /**
     * Runs until the process is stopped: {@code --port N} (0 takes a free port) and {@code --script
     * FILE}. Prints the base URL once it listens.
     */
    @SpeaksToThePerson
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Map<String, String> options = Script.options(arguments);
        try (SimulatedProvider provider =
                start(Integer.parseInt(options.getOrDefault("--port", "0")))) {
            if (options.containsKey("--script")) {
                Script.read(Path.of(options.getOrDefault("--script", ""))).load(provider);
            }
            System.out.println("listening " + provider.base());
            new CountDownLatch(1).await();
        }
    }

    private Turn next() {
        Turn turn = turns.poll();
        return turn == null ? standing : turn;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                serve(server.accept());
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        Connection connection =
                new Connection(accepted.incrementAndGet(), socket, ledger, this::next);
        connections.add(connection);
        connection.start(() -> connections.remove(connection));
    }
}
