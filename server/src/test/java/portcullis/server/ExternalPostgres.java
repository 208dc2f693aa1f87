package portcullis.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A PostgreSQL of the system's packages on a free port, with one empty database. */
final class ExternalPostgres implements AutoCloseable {
    private static final Path PACKAGES = Path.of("/usr/lib/postgresql");
    private final Path bin;
    private final Path folder;
    private final int port;

    private ExternalPostgres(Path bin, Path folder, int port) {
        this.bin = bin;
        this.folder = folder;
        this.port = port;
    }

    /** Starts one, or skips the test where there is none. */
    static ExternalPostgres start() throws IOException {
        Optional<Path> bin = programs();
        Assumptions.assumeTrue(bin.isPresent(), "no PostgreSQL 15+ under /usr/lib/postgresql");
        Path folder = Files.createTempDirectory("external-postgres-");
        ExternalPostgres server = new ExternalPostgres(bin.get(), folder, freePort());
        if (root()) {
            run(List.of("chown", "postgres", folder.toString()));
        }
        server.tool("initdb", "-D", server.cluster(), "-A", "trust", "-U", "owner", "-N");
        String words = "-p " + server.port + " -h 127.0.0.1 -c unix_socket_directories=";
        server.tool("pg_ctl", "-D", server.cluster(), "-l", folder + "/log", "-o", words, "start");
        server.sql("CREATE ROLE clinic LOGIN PASSWORD 'drowssap'");
        server.sql("CREATE DATABASE clinic OWNER clinic");
        return server;
    }

    String url() {
        return "postgres://clinic:drowssap@127.0.0.1:" + port + "/clinic";
    }

    private String cluster() {
        return folder + "/cluster";
    }

    private void sql(String statement) throws IOException {
        String at = Integer.toString(port);
        tool("psql", "-h", "127.0.0.1", "-p", at, "-U", "owner", "-c", statement, "postgres");
    }

    private void tool(String name, String... words) throws IOException {
        List<String> command = new ArrayList<>();
        if (root()) {
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        command.add(bin.resolve(name).toString());
        command.addAll(List.of(words));
        run(command);
    }

    private static boolean root() {
        return System.getProperty("user.name", "").equals("root");
    }

    private static void run(List<String> command) throws IOException {
        Path said = Files.createTempFile("external-postgres-", ".txt");
        Process process =
                new ProcessBuilder(command)
                        .directory(Path.of("/").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        boolean ended = ended(process);
        try (InputStream in = Files.newInputStream(said)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Assumptions.assumeTrue(ended && process.exitValue() == 0, text);
        } finally {
            Files.deleteIfExists(said);
        }
    }

    private static boolean ended(Process process) {
        try {
            return process.waitFor(60, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Optional<Path> programs() throws IOException {
        if (!Files.isDirectory(PACKAGES)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(PACKAGES)) {
            return versions.filter(
                            each -> each.getFileName().toString().matches("1[5-9]|[2-9][0-9]"))
                    .map(each -> each.resolve("bin"))
                    .filter(each -> Files.isExecutable(each.resolve("initdb")))
                    .findFirst();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        tool("pg_ctl", "-D", cluster(), "-m", "immediate", "stop");
        run(List.of("rm", "-rf", folder.toString()));
    }
}
