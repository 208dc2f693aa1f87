package portcullis.storage.postgres.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import portcullis.kernel.Deadline;

/**
 * The PostgreSQL 18 server that comes with the program, running on a directory of its own.
 *
 * <pre>{@code
 * try (EmbeddedPostgres server = EmbeddedPostgres.start(directory, Deadline.in(ofSeconds(30)))) {
 *     server.reach().connections().getConnection();
 * }
 * }</pre>
 *
 * <p>In the directory: {@code lock} (held while this process lives) and {@code holder} (who holds
 * it), {@code password} (0600), {@code cluster} (the database), {@code run} (the socket, 0700),
 * {@code server.log} (its own words of this run, without statements and rows, at most 1 MiB). There
 * is no TCP port.
 *
 * <p>The server ends when this process ends: {@link #close()} stops it in order; when the process
 * is killed the kernel tells the server to stop; and where neither happened, the next start finds
 * and stops it before it starts its own. No committed row is lost in any of these.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Duration STOP = Duration.ofSeconds(20);
    // A Unix socket's path has at most 107 bytes.
    private static final int LONGEST_SOCKET_PATH = 107;
    private static final String SOCKET = ".s.PGSQL.5432";

    private final Path directory;
    private final DirectoryLock lock;
    private final Path sockets;
    private final Postmaster server;

    private EmbeddedPostgres(Path directory, DirectoryLock lock, Path sockets, Postmaster server) {
        this.directory = directory;
        this.lock = lock;
        this.sockets = sockets;
        this.server = server;
    }

    /**
     * Starts the server on a directory, which is made when it is not there.
     *
     * @throws CannotStart when the directory is in use, cannot be used, or the server is not ready
     *     at the deadline
     */
    public static EmbeddedPostgres start(Path directory, Deadline deadline) {
        Path place = directory.toAbsolutePath().normalize();
        makeDirectory(place);
        DirectoryLock lock = DirectoryLock.take(place);
        try {
            return started(place, lock, deadline);
        } catch (RuntimeException trouble) {
            lock.close();
            throw trouble;
        }
    }

    /**
     * How to talk to the server that another process of this account runs on the directory; empty
     * when none runs there.
     */
    public static Optional<Reach> running(Path directory) {
        Path place = directory.toAbsolutePath().normalize();
        if (!DirectoryLock.held(place) || Orphan.find(Cluster.files(place)).isEmpty()) {
            return Optional.empty();
        }
        Path socket = sockets(place).resolve(SOCKET);
        return Files.exists(socket)
                ? Optional.of(new Reach(socket, Password.kept(Cluster.password(place))))
                : Optional.empty();
    }

    public Reach reach() {
        return new Reach(sockets.resolve(SOCKET), Password.kept(Cluster.password(directory)));
    }

    /** The server's process id. */
    public long pid() {
        return server.pid();
    }

    /** Completes when the server has ended, whoever ended it. */
    public CompletableFuture<Boolean> ended() {
        return server.ended().copy();
    }

    /** Stops the server in order until the deadline, then at once; no process is left. */
    public void stop(Deadline deadline) {
        server.stop(deadline);
        lock.close();
    }

    @Override
    public void close() {
        stop(Deadline.in(STOP));
    }

    private static EmbeddedPostgres started(Path place, DirectoryLock lock, Deadline deadline) {
        Orphan.stop(Cluster.files(place), deadline);
        Binaries binaries = Binaries.below(unpackingPlaces(place));
        Unprivileged account = Unprivileged.forWork(place, binaries.home());
        new Cluster(place, binaries, account).ready();
        Path sockets = Folders.owned(sockets(place));
        Folders.give(sockets, account.account());
        List<String> command =
                account.server(binaries.program("postgres"), arguments(place, sockets));
        Postmaster server = Postmaster.start(command, place.resolve("server.log"), deadline);
        return new EmbeddedPostgres(place, lock, sockets, server);
    }

    private static void makeDirectory(Path place) {
        try {
            if (!Files.isDirectory(place)) {
                Files.createDirectories(place);
                Files.setPosixFilePermissions(place, Binaries.permissions(0711));
            }
        } catch (IOException trouble) {
            throw Folders.noAccess(place);
        }
    }

    // The same folder for every process that looks, so that running() finds it.
    private static Path sockets(Path place) {
        Path inside = place.resolve("run");
        int length = inside.resolve(SOCKET).toString().getBytes(StandardCharsets.UTF_8).length;
        if (length <= LONGEST_SOCKET_PATH) {
            return inside;
        }
        String name = Integer.toHexString(place.toString().hashCode());
        return Path.of(System.getProperty("java.io.tmpdir", "/tmp"), "portcullis-" + name);
    }

    /** The cache of the account first, so that many directories share one copy. */
    private static List<Path> unpackingPlaces(Path place) {
        return List.of(cache(), place.resolve("binaries"));
    }

    static Path cache() {
        return Unprivileged.root()
                ? Path.of("/var/cache/portcullis")
                : Path.of(System.getProperty("user.home", "/"), ".cache", "portcullis");
    }

    private static List<String> arguments(Path place, Path sockets) {
        List<String> words = new ArrayList<>(List.of("-D", Cluster.files(place).toString()));
        for (String setting : ServerSettings.ALL) {
            words.addAll(List.of("-c", setting));
        }
        words.addAll(List.of("-c", "unix_socket_directories=" + sockets));
        return words;
    }
}
