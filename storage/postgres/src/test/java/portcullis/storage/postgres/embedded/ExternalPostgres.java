package portcullis.storage.postgres.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import portcullis.kernel.Deadline;
import portcullis.kernel.SensitiveText;
import portcullis.storage.postgres.DatabaseUrl;

/**
 * A PostgreSQL of the system's packages, run by an account without rights on a folder of the test
 * and a free port of the loopback address. Its owner's password needs every kind of escaping.
 */
public final class ExternalPostgres implements AutoCloseable {
    private static final Path PACKAGES = Path.of("/usr/lib/postgresql");

    /** User and password as they stand in an address. */
    public static final String LOGIN = "clinic:p%40ss%3Aw%2Frd%3F+%20%C3%BC%25";

    private final Postmaster server;
    private final int port;

    private ExternalPostgres(Postmaster server, int port) {
        this.server = server;
        this.port = port;
    }

    /** Starts one, or skips the test where no such PostgreSQL is installed. */
    public static ExternalPostgres start(Path folder) throws IOException {
        Optional<Path> programs = programs();
        Assumptions.assumeTrue(
                programs.isPresent(), "no PostgreSQL 15+ under /usr/lib/postgresql: not tested");
        Path bin = programs.get();
        Unprivileged account = Unprivileged.forWork(folder, bin);
        Path work = Folders.owned(folder.resolve("external"));
        Folders.give(work, account.account());
        Path cluster = work.resolve("cluster");
        make(account, bin, cluster);
        int port = freePort();
        List<String> words =
                List.of(
                        "-D",
                        cluster.toString(),
                        "-p",
                        Integer.toString(port),
                        "-h",
                        "127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "synchronous_commit=off");
        Postmaster server =
                Postmaster.start(
                        account.server(bin.resolve("postgres"), words),
                        work.resolve("log"),
                        Deadline.in(Duration.ofSeconds(60)));
        return new ExternalPostgres(server, port);
    }

    // A superuser nobody can log in as, and a plain role that owns one database.
    private static void make(Unprivileged account, Path bin, Path cluster) throws IOException {
        List<String> words =
                List.of("-D", cluster.toString(), "-E", "UTF8", "--locale=C", "-N", "-A", "trust");
        Tool.Ended made = Tool.run(account.command(bin.resolve("initdb"), words), "");
        Assumptions.assumeTrue(made.worked(), made.said());
        Files.writeString(
                cluster.resolve("pg_hba.conf"), "host all clinic 127.0.0.1/32 scram-sha-256\n");
        Tool.Ended owned =
                Tool.run(
                        account.command(
                                bin.resolve("postgres"),
                                List.of("--single", "-D", cluster.toString(), "postgres")),
                        """
                        CREATE ROLE clinic LOGIN PASSWORD 'p@ss:w/rd?+ ü%'
                        CREATE DATABASE clinic OWNER clinic
                        CREATE DATABASE other OWNER clinic
                        """);
        Assumptions.assumeTrue(owned.worked(), owned.said());
    }

    public DatabaseUrl url() {
        return url(LOGIN, "clinic");
    }

    public DatabaseUrl url(String login, String database) {
        return DatabaseUrl.of(
                SensitiveText.of("postgres://" + login + "@127.0.0.1:" + port + "/" + database));
    }

    private static Optional<Path> programs() throws IOException {
        if (!Files.isDirectory(PACKAGES)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(PACKAGES)) {
            return versions.filter(
                            each -> each.getFileName().toString().matches("1[5-9]|[2-9][0-9]"))
                    .map(each -> each.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .findFirst();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        server.stop(Deadline.in(Duration.ofSeconds(10)));
    }
}
