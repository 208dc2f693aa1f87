package portcullis.storage.postgres.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import portcullis.kernel.Deadline;

/**
 * A server that outlived the process that started it. It is stopped and not adopted: it runs with
 * the settings of the past, is tied to nobody, and a clean stop costs less than a second.
 */
final class Orphan {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration LOOK = Duration.ofMillis(20);

    private Orphan() {}

    /**
     * Stops a server that still runs on this cluster. Asks for a clean stop first; after three
     * seconds for an immediate one, which loses no committed row (the log is replayed).
     */
    static void stop(Path cluster, Deadline deadline) {
        Optional<ProcessHandle> orphan = find(cluster);
        if (orphan.isEmpty()) {
            forget(cluster);
            return;
        }
        ProcessHandle server = orphan.get();
        Signal.FAST_STOP.send(server.pid());
        if (!gone(server, cluster, deadline.noLaterThan(PATIENCE))) {
            Signal.IMMEDIATE_STOP.send(server.pid());
            if (!gone(server, cluster, deadline)) {
                throw stuck(server.pid());
            }
        }
        forget(cluster);
    }

    /** The process of {@code postmaster.pid}, when it is a PostgreSQL server on this cluster. */
    static Optional<ProcessHandle> find(Path cluster) {
        Path file = cluster.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
            return ProcessHandle.of(pid).filter(process -> serves(process, cluster));
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    // A pid is used again after a reboot: only a server with this very folder is ours to stop.
    private static boolean serves(ProcessHandle process, Path cluster) {
        try {
            Path file = Path.of("/proc/" + process.pid() + "/cmdline");
            String[] words = Files.readString(file, StandardCharsets.UTF_8).split("\0");
            return words[0].endsWith("/postgres")
                    && java.util.Arrays.asList(words).contains(cluster.toString());
        } catch (IOException trouble) {
            return false;
        }
    }

    private static boolean gone(ProcessHandle server, Path cluster, Deadline deadline) {
        while (serves(server, cluster)) {
            if (deadline.passed()) {
                return false;
            }
            pause(server);
        }
        return true;
    }

    private static void pause(ProcessHandle server) {
        try {
            server.onExit().get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException stillThere) {
            // Looked at again by the caller, who has the deadline.
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw stuck(server.pid());
        }
    }

    // What is left names a process that is no server of ours; PostgreSQL would believe it.
    private static void forget(Path cluster) {
        try {
            Files.deleteIfExists(cluster.resolve("postmaster.pid"));
        } catch (IOException trouble) {
            throw Folders.noAccess(cluster);
        }
    }

    private static CannotStart stuck(long pid) {
        return new CannotStart(
                CannotStart.Reason.IN_USE,
                "A PostgreSQL server of an earlier run (process "
                        + pid
                        + ") does not stop. End it, then start again; no data is lost.");
    }
}
