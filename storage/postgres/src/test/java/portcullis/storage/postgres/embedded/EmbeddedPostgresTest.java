package portcullis.storage.postgres.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import portcullis.kernel.Deadline;

class EmbeddedPostgresTest {
    @TempDir Path folder;

    @Test
    void aRowIsKeptFromOneRunToTheNext() throws SQLException {
        try (EmbeddedPostgres server = start()) {
            ask(server, "CREATE TABLE t (n int); INSERT INTO t VALUES (42)");
        }
        try (EmbeddedPostgres server = start()) {
            assertThat(answer(server, "SELECT n FROM t")).isEqualTo("42");
        }
    }

    @Test
    void theServerIsSafeAndPrivate() throws Exception {
        try (EmbeddedPostgres server = start()) {
            assertThat(answer(server, "SHOW data_checksums")).isEqualTo("on");
            assertThat(answer(server, "SHOW server_encoding")).isEqualTo("UTF8");
            assertThat(answer(server, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(answer(server, "SHOW fsync")).isEqualTo("on");
            assertThat(answer(server, "SHOW listen_addresses")).isEmpty();
            assertThat(
                            answer(
                                    server,
                                    "SELECT datlocprovider::text || datlocale FROM pg_database WHERE"
                                            + " datname = current_database()"))
                    .isEqualTo("bC.UTF-8");
            assertThat(answer(server, "SELECT rolsuper FROM pg_roles WHERE rolname = user"))
                    .isEqualTo("f");
            assertThat(mode(folder.resolve("db/password"))).isEqualTo("rw-------");
            assertThat(mode(folder.resolve("db/run"))).isEqualTo("rwx------");
            assertThat(mode(folder.resolve("db/cluster"))).isEqualTo("rwx------");
        }
    }

    @Test
    void aWrongPasswordOpensNothing() {
        try (EmbeddedPostgres server = start()) {
            Reach wrong =
                    new Reach(
                            server.reach().socket(),
                            portcullis.kernel.SensitiveText.of("not the password"));
            assertThatThrownBy(() -> wrong.connections().getConnection().close())
                    .isInstanceOf(SQLException.class)
                    .extracting(trouble -> ((SQLException) trouble).getSQLState())
                    .isEqualTo("28P01");
        }
    }

    @Test
    void stoppingLeavesNoProcessAndNoSocket() {
        EmbeddedPostgres server = start();
        long pid = server.pid();
        server.close();
        assertThat(Processes.runs(pid)).isFalse();
        assertThat(server.ended()).succeedsWithin(Duration.ofSeconds(5));
        assertThat(folder.resolve("db/run/.s.PGSQL.5432")).doesNotExist();
        assertThat(folder.resolve("db/cluster/postmaster.pid")).doesNotExist();
        server.close(); // a second time does nothing
    }

    @Test
    void aSecondServerOnTheSameDirectoryIsRefusedAndNamesTheFirst() {
        try (EmbeddedPostgres first = start()) {
            assertThat(first.pid()).isPositive();
            assertThatThrownBy(this::start)
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("data.directory")
                    .extracting(trouble -> ((CannotStart) trouble).reason())
                    .isEqualTo(CannotStart.Reason.IN_USE);
        }
    }

    @Test
    void aRefusedSecondStartDoesNotLoosenTheFirst() throws Exception {
        try (EmbeddedPostgres first = start()) {
            assertThatThrownBy(this::start).isInstanceOf(CannotStart.class);
            assertThat(EmbeddedPostgres.running(folder.resolve("db"))).isPresent();
            Process child = Child.process(folder.resolve("db"));
            String said = new String(child.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(said).contains("is used by another Portcullis");
            assertThat(answer(first, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void anotherProcessIsRefusedWhileTheFirstRunsAndMayJoinIt() throws Exception {
        try (Child child = Child.started(folder.resolve("db"))) {
            assertThat(child.server).isPositive();
            assertThatThrownBy(this::start)
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("process " + child.process.pid());
            Reach reach = EmbeddedPostgres.running(folder.resolve("db")).orElseThrow();
            try (Connection connection = reach.connections().getConnection()) {
                assertThat(answer(connection, "SELECT count(*) FROM kept")).isEqualTo("1");
            }
        }
        assertThat(EmbeddedPostgres.running(folder.resolve("db"))).isEmpty();
    }

    @Test
    void killingTheProcessStopsTheServerAndKeepsTheRow() throws Exception {
        Path directory = folder.resolve("db");
        try (Child child = Child.started(directory)) {
            child.process.destroyForcibly().waitFor();
            long before = System.nanoTime();
            try (EmbeddedPostgres server = start()) {
                assertThat(Duration.ofNanos(System.nanoTime() - before))
                        .isLessThan(Duration.ofSeconds(6));
                assertThat(answer(server, "SELECT count(*) FROM kept")).isEqualTo("1");
                assertThat(server.pid()).isNotEqualTo(child.server);
            }
            assertThat(Processes.runs(child.server)).isFalse();
        }
    }

    @Test
    void anInterruptedProcessLeavesNoServer() throws Exception {
        try (Child child = Child.started(folder.resolve("db"))) {
            // not SIGINT: a build that runs in the background hands down that it is ignored
            child.process.destroy();
            assertThat(child.process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            ProcessHandle server = ProcessHandle.of(child.server).orElse(null);
            if (server != null) {
                server.onExit().get(10, TimeUnit.SECONDS);
            }
            assertThat(Orphan.find(folder.resolve("db/cluster"))).isEmpty();
        }
    }

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(folder.resolve("db"), Deadline.in(Duration.ofSeconds(60)));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void ask(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = server.reach().connections().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String answer(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = server.reach().connections().getConnection()) {
            return answer(connection, sql);
        }
    }

    private static String answer(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** A started {@link ChildServer}; ended by force when the test is done with it. */
    private record Child(Process process, long server) implements AutoCloseable {
        static Child started(Path directory) throws IOException {
            Process process = process(directory);
            String line = process.inputReader(StandardCharsets.UTF_8).readLine();
            assertThat(line).startsWith("ready ");
            return new Child(process, Long.parseLong(line.substring("ready ".length())));
        }

        static Process process(Path directory) throws IOException {
            String java = ProcessHandle.current().info().command().orElseThrow();
            String classes =
                    System.getProperty(
                            "surefire.test.class.path", System.getProperty("java.class.path"));
            String main = ChildServer.class.getName();
            return new ProcessBuilder(List.of(java, "-cp", classes, main, directory.toString()))
                    .start();
        }

        @Override
        public void close() {
            assertThat(process.destroyForcibly().onExit()).succeedsWithin(Duration.ofSeconds(10));
            ProcessHandle.of(server)
                    .ifPresent(
                            left ->
                                    assertThat(left.onExit())
                                            .succeedsWithin(Duration.ofSeconds(10)));
        }
    }
}
