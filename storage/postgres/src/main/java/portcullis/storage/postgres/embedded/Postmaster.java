package portcullis.storage.postgres.embedded;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import portcullis.kernel.Deadline;

/**
 * The running server process. One platform thread starts it and reads its log until it ends: the
 * kernel stops the server when that very thread is gone, so the thread must live as long as this
 * process does.
 */
final class Postmaster {
    private static final String READY = "database system is ready to accept connections";
    private static final long LOG_LIMIT = 1 << 20;
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(2);

    private final Path log;
    private final CompletableFuture<Process> ready = new CompletableFuture<>();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private volatile @Nullable Process process;

    private Postmaster(Path log) {
        this.log = log;
    }

    /** Starts the server and waits until it takes connections. */
    static Postmaster start(List<String> command, Path log, Deadline deadline) {
        Postmaster server = new Postmaster(log);
        Thread.ofPlatform().daemon().name("postgres").start(() -> server.live(command));
        try {
            server.ready.get(deadline.left().toMillis(), TimeUnit.MILLISECONDS);
            return server;
        } catch (TimeoutException | ExecutionException trouble) {
            server.stop(Deadline.in(Duration.ZERO));
            throw notReady(log);
        } catch (InterruptedException stop) {
            server.stop(Deadline.in(Duration.ZERO));
            Thread.currentThread().interrupt();
            throw notReady(log);
        }
    }

    /** Completes when the server has ended, whoever ended it. */
    CompletableFuture<Boolean> ended() {
        return ended;
    }

    long pid() {
        @Nullable Process running = process;
        return running == null ? -1 : running.pid();
    }

    /** Stops the server: in order until the deadline, then at once. Leaves no process. */
    void stop(Deadline deadline) {
        @Nullable Process running = process;
        if (running == null || !running.isAlive()) {
            return;
        }
        Signal.FAST_STOP.send(running.pid());
        if (!gone(running, deadline.left())) {
            Signal.IMMEDIATE_STOP.send(running.pid());
            if (!gone(running, LAST_PATIENCE)) {
                running.destroyForcibly();
            }
        }
    }

    private static boolean gone(Process running, Duration patience) {
        try {
            return running.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void live(List<String> command) {
        try {
            Process started = Tool.prepared(command).redirectErrorStream(true).start();
            process = started;
            started.getOutputStream().close();
            follow(started);
            started.waitFor();
        } catch (IOException | InterruptedException trouble) {
            ready.completeExceptionally(trouble);
        } finally {
            ready.completeExceptionally(new IOException("the server ended"));
            ended.complete(true);
        }
    }

    // Read to the end even when the disk is full: a full pipe would stop the server.
    private void follow(Process started) throws IOException {
        long written = 0;
        try (BufferedReader lines = started.inputReader(StandardCharsets.UTF_8);
                Writer out = opened()) {
            String line = lines.readLine();
            while (line != null) {
                written += line.length() + 1;
                keep(out, line, written);
                if (line.endsWith(READY)) {
                    ready.complete(started);
                }
                line = lines.readLine();
            }
        }
    }

    private Writer opened() {
        try {
            BufferedWriter out = Files.newBufferedWriter(log, StandardCharsets.UTF_8);
            Files.setPosixFilePermissions(log, Binaries.permissions(0600));
            return out;
        } catch (IOException noLog) {
            return Writer.nullWriter();
        }
    }

    private static void keep(Writer out, String line, long written) {
        if (written > LOG_LIMIT) {
            return;
        }
        try {
            out.write(line + "\n");
            out.flush();
        } catch (IOException diskFull) {
            // The server itself will say so to whoever writes.
        }
    }

    private static CannotStart notReady(Path log) {
        return new CannotStart(
                CannotStart.Reason.NOT_READY,
                "The embedded PostgreSQL did not become ready in time. Its own words are in "
                        + log
                        + ".");
    }
}
