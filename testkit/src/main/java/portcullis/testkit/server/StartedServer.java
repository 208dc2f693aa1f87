package portcullis.testkit.server;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server in a child JVM on the class path of this test, on a free port, with a data directory of
 * the caller. Closing it ends it like SIGTERM; {@link #kill} like {@code kill -9}.
 */
public final class StartedServer implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("listens on (http://\\S+)");
    private static final Pattern KEY = Pattern.compile("pk_[0-9a-z]{12}_[0-9A-Za-z]{49}");
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(60);
    private final Process process;
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
    private final List<String> said = new ArrayList<>();
    private final StringBuilder errors = new StringBuilder();
    private final List<Thread> ears;
    private Optional<String> address = Optional.empty();
    private Optional<String> key = Optional.empty();

    private StartedServer(Process process) {
        this.process = process;
        ears =
                List.of(
                        Thread.ofVirtual().name("server-out").start(this::listen),
                        Thread.ofVirtual().name("server-err").start(this::overhear));
    }

    /** Starts {@code serve} and waits until it is ready. */
    public static StartedServer serve(Path data, Map<String, String> environment, String... more) {
        List<String> words = new ArrayList<>(List.of("serve", "--port", "0"));
        words.addAll(List.of("--data", data.toString()));
        words.addAll(List.of("--set", "server.drain.delay=0s"));
        words.addAll(List.of(more));
        StartedServer server = new StartedServer(start(words, environment));
        server.awaitReady();
        return server;
    }

    /** Runs another command to its end. */
    public static Ran run(Map<String, String> environment, String... words) {
        Process process = start(List.of(words), environment);
        CompletableFuture<String> out = text(process.getInputStream());
        CompletableFuture<String> err = text(process.getErrorStream());
        try {
            if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the command did not end");
            }
            return new Ran(process.exitValue(), out.join(), err.join());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    /** How a command ended and what it said. */
    public record Ran(int exit, String out, String err) {}

    private static Process start(List<String> words, Map<String, String> environment) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "-Xmx512m",
                        "--add-modules",
                        "jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        classPath(),
                        "portcullis.server.Portcullis"));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("PORTCULLIS_"));
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Surefire may hide the class path of the tests in a manifest. */
    private static String classPath() {
        String surefire = System.getProperty("surefire.test.class.path", "");
        String all = surefire.isEmpty() ? System.getProperty("java.class.path", "") : surefire;
        return String.join(File.pathSeparator, List.of(all.split(File.pathSeparator)));
    }

    private static CompletableFuture<String> text(java.io.InputStream in) {
        CompletableFuture<String> text = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try (in) {
                                text.complete(
                                        new String(in.readAllBytes(), StandardCharsets.UTF_8));
                            } catch (IOException cut) {
                                text.complete("");
                            }
                        });
        return text;
    }

    private void listen() {
        try (BufferedReader out = reader(process.getInputStream())) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                hear(line);
            }
        } catch (IOException cut) {
            ready.completeExceptionally(cut);
        }
        ready.completeExceptionally(new IllegalStateException("the server ended"));
    }

    private void hear(String line) {
        synchronized (said) {
            said.add(line);
            Matcher found = ADDRESS.matcher(line);
            if (found.find()) {
                address = Optional.of(found.group(1));
            }
            if (KEY.matcher(line).matches()) {
                key = Optional.of(line);
            }
        }
        if (line.startsWith("Ready in ")) {
            ready.complete(true);
        }
    }

    private void overhear() {
        try (BufferedReader err = reader(process.getErrorStream())) {
            for (String line = err.readLine(); line != null; line = err.readLine()) {
                synchronized (errors) {
                    errors.append(line).append('\n');
                }
            }
        } catch (IOException cut) {
            ready.completeExceptionally(cut);
        }
    }

    private static BufferedReader reader(java.io.InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    private void awaitReady() {
        try {
            ready.get(START.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            process.toHandle().destroyForcibly();
            throw new AssertionError("the server did not start:\n" + errors(), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    public URI base() {
        synchronized (said) {
            return URI.create(address.orElseThrow());
        }
    }

    /** The first administrator's key; only the first start on a data directory prints one. */
    public Optional<String> key() {
        synchronized (said) {
            return key;
        }
    }

    /** Everything the server said on standard output. */
    public String output() {
        synchronized (said) {
            return String.join("\n", said);
        }
    }

    /** Everything the server said on standard error: its log. */
    public String errors() {
        synchronized (errors) {
            return errors.toString();
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean running() {
        return process.isAlive();
    }

    /** Like {@code kill -9}. */
    public void kill() {
        process.toHandle().destroyForcibly();
        awaitEnd();
    }

    /** Like SIGTERM, and returns at once. */
    public void terminate() {
        process.toHandle().destroy();
    }

    public void awaitEnd() {
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.toHandle().destroyForcibly();
                throw new AssertionError("the server did not end");
            }
            for (Thread ear : ears) {
                ear.join(STOP);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            process.toHandle().destroyForcibly();
        }
    }

    @Override
    public void close() {
        process.toHandle().destroy();
        awaitEnd();
    }
}
