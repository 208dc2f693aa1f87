package portcullis.storage.postgres.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import portcullis.kernel.Deadline;

/** What the launcher meets when it comes to a directory that is not as it left it. */
class StartTest {
    @TempDir Path folder;

    @Test
    void aServerTiedToNobodyIsStoppedAndItsRowsAreKept() throws Exception {
        try (EmbeddedPostgres server = start()) {
            ask(server, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (1)");
        }
        // As a launcher without setpriv leaves it after kill -9: running, parent gone.
        Binaries binaries = Binaries.below(List.of(cache()));
        Unprivileged account = Unprivileged.forWork(directory(), binaries.home());
        String server =
                String.join(
                        " ",
                        account.command(
                                binaries.program("postgres"),
                                List.of(
                                        "-D",
                                        Cluster.files(directory()).toString(),
                                        "-c",
                                        "listen_addresses=",
                                        "-c",
                                        "unix_socket_directories=" + directory().resolve("run"))));
        Process shell =
                Tool.prepared(List.of("/bin/sh", "-c", server + " 2>&1 & echo; wait")).start();
        waitUntilReady(shell);
        long orphan = Orphan.find(Cluster.files(directory())).orElseThrow().pid();
        shell.destroyForcibly().waitFor();
        long before = System.nanoTime();
        try (EmbeddedPostgres next = start()) {
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .isLessThan(Duration.ofSeconds(6));
            ask(next, "INSERT INTO kept SELECT n / (SELECT count(*) FROM kept) FROM kept");
            assertThat(next.pid()).isNotEqualTo(orphan);
            assertThat(Processes.runs(orphan)).isFalse();
        }
    }

    @Test
    void aPidThatBelongsToSomebodyElseIsLeftAlone() throws Exception {
        start().close();
        Process stranger = new ProcessBuilder("cat").start();
        Files.writeString(
                Cluster.files(directory()).resolve("postmaster.pid"),
                stranger.pid() + "\n" + Cluster.files(directory()) + "\n");
        try (EmbeddedPostgres server = start()) {
            assertThat(server.pid()).isPositive();
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void aHalfMadeDatabaseIsMadeAnew() throws Exception {
        Files.createDirectories(directory().resolve("cluster.new/base"));
        Files.writeString(directory().resolve("cluster.new/PG_VERSION"), "18");
        try (EmbeddedPostgres server = start()) {
            ask(server, "SELECT 1");
        }
        assertThat(directory().resolve("cluster.new")).doesNotExist();
    }

    @Test
    void theFilesOfAnotherVersionAreRefusedAndKept() throws IOException {
        Path marker = Cluster.files(directory()).resolve("PG_VERSION");
        Files.createDirectories(marker.getParent());
        Files.writeString(marker, "17\n");
        assertThatThrownBy(this::start)
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("PostgreSQL 17")
                .extracting(trouble -> ((CannotStart) trouble).reason())
                .isEqualTo(CannotStart.Reason.WRONG_VERSION);
        assertThat(marker).hasContent("17\n");
    }

    @Test
    void aDamagedDatabaseIsNamedWithItsLogAndLeavesNoLock() throws Exception {
        start().close();
        Files.delete(Cluster.files(directory()).resolve("global/pg_control"));
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("server.log")
                    .extracting(trouble -> ((CannotStart) trouble).reason())
                    .isEqualTo(CannotStart.Reason.NOT_READY);
        }
        assertThat(directory().resolve("server.log")).content().contains("pg_control");
    }

    @Test
    void aFileInTheWayIsNamed() throws IOException {
        Files.writeString(directory(), "not a folder");
        assertThatThrownBy(this::start)
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(directory().toString())
                .extracting(trouble -> ((CannotStart) trouble).reason())
                .isEqualTo(CannotStart.Reason.NO_ACCESS);
    }

    @Test
    void aLongPathGetsItsSocketElsewhere() throws SQLException {
        Path far = folder.resolve("a".repeat(60)).resolve("b".repeat(60));
        try (EmbeddedPostgres server = EmbeddedPostgres.start(far, patience())) {
            assertThat(server.reach().socket().toString().length()).isLessThan(107);
            ask(server, "SELECT 1");
            assertThat(EmbeddedPostgres.running(far)).isPresent();
        }
    }

    @Test
    void rootWithAnOpenPathRunsTheServerAsNobody() throws Exception {
        Assumptions.assumeTrue(Unprivileged.root(), "not root: nothing to drop");
        Files.setPosixFilePermissions(folder, Binaries.permissions(0711));
        try (EmbeddedPostgres server = start()) {
            ask(server, "CREATE TABLE t (n int)");
            assertThat(ProcessHandle.of(server.pid()).flatMap(each -> each.info().user()))
                    .contains("nobody");
            assertThat(Files.getAttribute(Cluster.files(directory()), "unix:uid")).isEqualTo(65534);
            assertThat(Files.getAttribute(Cluster.password(directory()), "unix:uid")).isEqualTo(0);
        }
        // Moved behind a closed folder later, the same files still serve root.
        Files.setPosixFilePermissions(folder, Binaries.permissions(0700));
        try (EmbeddedPostgres server = start()) {
            ask(server, "INSERT INTO t VALUES (1)");
        }
    }

    @Test
    void rootBehindAClosedFolderRunsTheServerInANamespace() throws Exception {
        Assumptions.assumeTrue(Unprivileged.root(), "not root: nothing to drop");
        assertThat(Folders.openToAll(folder)).isFalse();
        try (EmbeddedPostgres server = start()) {
            ask(server, "CREATE TABLE t (n int)");
            assertThat(Files.getAttribute(Cluster.files(directory()), "unix:uid")).isEqualTo(0);
        }
    }

    @Test
    void theProgramsAreUnpackedOnceByManyAtTheSameTime() throws Exception {
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Binaries>> unpacked = new ArrayList<>();
            for (int each = 0; each < 2; each++) {
                unpacked.add(all.submit(() -> Binaries.below(List.of(folder.resolve("cache")))));
            }
            Binaries first = unpacked.getFirst().get();
            assertThat(unpacked.getLast().get()).isEqualTo(first);
            assertThat(first.program("postgres")).isExecutable();
            assertThat(first.home().resolve("lib/libpq.so.5")).exists();
            try (var left = Files.list(folder.resolve("cache"))) {
                assertThat(left).containsExactly(first.home());
            }
        }
    }

    @Test
    void whereNothingCanBeUnpackedThePlacesAreNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> Binaries.below(List.of(file)))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(file.toString())
                .extracting(trouble -> ((CannotStart) trouble).reason())
                .isEqualTo(CannotStart.Reason.NO_BINARIES);
    }

    private static void waitUntilReady(Process shell) throws IOException {
        var lines = shell.inputReader(java.nio.charset.StandardCharsets.UTF_8);
        String line = lines.readLine();
        while (line != null && !line.contains("ready to accept connections")) {
            line = lines.readLine();
        }
        assertThat(line).isNotNull();
    }

    private static Path cache() {
        return EmbeddedPostgres.cache();
    }

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(directory(), patience());
    }

    private static Deadline patience() {
        return Deadline.in(Duration.ofSeconds(60));
    }

    private Path directory() {
        return folder.resolve("db");
    }

    private static void ask(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = server.reach().connections().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
