package portcullis.testkit.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Redis of the system's packages on a free loopback port, with nothing kept on disk. It can be
 * killed, frozen and started again on the same port.
 */
public final class LocalRedis implements AutoCloseable {
    private static final List<Path> PROGRAMS =
            List.of(Path.of("/usr/bin/redis-server"), Path.of("/usr/local/bin/redis-server"));
    private static final int TRIES = 500;
    private final Path program;
    private final Path folder;
    private final int port;
    private final List<String> options;
    private Optional<Process> process = Optional.empty();

    private LocalRedis(Path program, Path folder, int port, List<String> options) {
        this.program = program;
        this.folder = folder;
        this.port = port;
        this.options = List.copyOf(options);
    }

    /** Where the program is; empty on machines without Redis, whose tests are skipped. */
    public static Optional<Path> program() {
        return PROGRAMS.stream().filter(Files::isExecutable).findFirst();
    }

    /** Starts one; {@code options} are words of redis-server's command line. */
    public static LocalRedis start(String... options) {
        try {
            LocalRedis redis =
                    new LocalRedis(
                            program().orElseThrow(),
                            Files.createTempDirectory("local-redis-"),
                            freePort(),
                            List.of(options));
            redis.startAgain();
            return redis;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    /** Starts it on its port, empty, and waits until it answers. */
    public void startAgain() {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
        command.addAll(List.of("--save", "", "--appendonly", "no"));
        command.addAll(List.of("--dir", folder.toString()));
        command.addAll(options);
        try {
            process =
                    Optional.of(
                            new ProcessBuilder(command)
                                    .redirectErrorStream(true)
                                    .redirectOutput(folder.resolve("log").toFile())
                                    .start());
            awaitAnswer();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void awaitAnswer() throws IOException {
        for (int i = 0; i < TRIES; i++) {
            if (say("PING").map("+PONG"::equals).orElse(false)) {
                return;
            }
            if (endedWithin(process.orElseThrow(), 10)) {
                throw new IOException("redis-server ended: " + Files.readString(log()));
            }
        }
        throw new IOException("redis-server did not answer: " + Files.readString(log()));
    }

    private Path log() {
        return folder.resolve("log");
    }

    /** Says one inline command; the first line of the answer, empty when nobody answers. */
    public Optional<String> say(String command) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            socket.setSoTimeout(2000);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            StringBuilder line = new StringBuilder();
            for (int next = socket.getInputStream().read();
                    next >= 0 && next != '\r';
                    next = socket.getInputStream().read()) {
                line.append((char) next);
            }
            return Optional.of(line.toString());
        } catch (IOException nobody) {
            return Optional.empty();
        }
    }

    /** Like {@code kill -9}: everything in it is gone. */
    public void kill() {
        process.ifPresent(
                running -> {
                    running.destroyForcibly();
                    await(running);
                });
        process = Optional.empty();
    }

    /** It keeps its connections and answers nothing any more. */
    public void freeze() {
        signal("STOP");
    }

    public void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        String pid = Long.toString(process.orElseThrow().pid());
        try {
            await(new ProcessBuilder("kill", "-" + name, pid).start());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void await(Process process) {
        if (!endedWithin(process, 10_000)) {
            throw new IllegalStateException("the process did not end");
        }
    }

    private static boolean endedWithin(Process process, long millis) {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        kill();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}
