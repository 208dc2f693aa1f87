package portcullis.storage.postgres;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import portcullis.governance.identify.KeyStore;
import portcullis.kernel.Deadline;
import portcullis.kernel.KeyId;
import portcullis.kernel.StoreUnavailable;
import portcullis.storage.postgres.embedded.CannotStart;
import portcullis.storage.postgres.embedded.EmbeddedPostgres;
import portcullis.storage.postgres.embedded.Processes;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseTest {
    private Path folder;
    private EmbeddedPostgres server;

    @BeforeAll
    void begin(@TempDir Path temporary) {
        folder = temporary;
        start();
    }

    private void start() {
        server = EmbeddedPostgres.start(folder.resolve("db"), Deadline.in(ofSeconds(60)));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        if (server.ended().isDone()) {
            start();
        }
        ask("DROP SCHEMA IF EXISTS theirs CASCADE");
        ask("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    }

    @Test
    @Tag("OPS-73")
    void aDatabaseWithForeignTablesIsRefusedAndKept() throws SQLException {
        ask("CREATE TABLE patients (name text); INSERT INTO patients VALUES ('kept')");
        assertThatThrownBy(this::open)
                .isInstanceOf(CannotStart.class)
                .extracting(trouble -> ((CannotStart) trouble).reason())
                .isEqualTo(CannotStart.Reason.FOREIGN_TABLES);
        assertThat(answer("SELECT name FROM patients")).isEqualTo("kept");
        assertThat(answer("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
                .isEqualTo("1");
    }

    @Test
    @Tag("OPS-73")
    void foreignTablesInAnotherSchemaAreForeignToo() throws SQLException {
        ask("CREATE SCHEMA theirs; CREATE TABLE theirs.patients (name text)");
        assertThatThrownBy(this::open)
                .isInstanceOf(CannotStart.class)
                .extracting(trouble -> ((CannotStart) trouble).reason())
                .isEqualTo(CannotStart.Reason.FOREIGN_TABLES);
    }

    @Test
    void tablesOfANewerProgramAreRefused() throws SQLException {
        open().close();
        ask(
                "INSERT INTO portcullis_history SELECT 9999, '9999', 'later', type, 'V9999__later',"
                        + " 1, installed_by, now(), 1, true FROM portcullis_history LIMIT 1");
        assertThatThrownBy(this::open)
                .isInstanceOf(CannotStart.class)
                .extracting(trouble -> ((CannotStart) trouble).reason())
                .isEqualTo(CannotStart.Reason.OTHER_SCHEMA);
    }

    @Test
    void aDatabaseOfOtherScriptsIsLookedAtAgain() throws SQLException {
        open().close();
        String marked = "SELECT obj_description('portcullis_history'::regclass, 'pg_class')";
        String mark = answer(marked);
        assertThat(mark).startsWith(Migrations.digest().orElseThrow());
        ask("COMMENT ON TABLE portcullis_history IS 'something else'");
        open().close();
        assertThat(answer(marked)).isEqualTo(mark);
        ask("UPDATE portcullis_history SET checksum = 1 WHERE version = '1'");
        ask("COMMENT ON TABLE portcullis_history IS NULL");
        assertThatThrownBy(this::open)
                .isInstanceOf(CannotStart.class)
                .extracting(trouble -> ((CannotStart) trouble).reason())
                .isEqualTo(CannotStart.Reason.OTHER_SCHEMA);
    }

    @Test
    void openingTwiceChangesNothing() throws SQLException {
        open().close();
        String before = answer("SELECT count(*) FROM portcullis_history");
        open().close();
        assertThat(answer("SELECT count(*) FROM portcullis_history")).isEqualTo(before);
    }

    @Test
    @Tag("GOV-1")
    void aConnectionThatNamesNoTenantSeesNothing() throws SQLException {
        try (Database database = open()) {
            database.acrossTenants(
                    handle -> handle.execute("INSERT INTO tenants VALUES ('north', now())"));
        }
        assertThat(answer("SELECT count(*) FROM tenants")).isEqualTo("0");
        assertThatThrownBy(() -> ask("INSERT INTO tenants VALUES ('south', now())"))
                .isInstanceOf(SQLException.class);
    }

    @Test
    @Tag("GOV-1")
    void everyTableHasATenantAndGuardsIt() throws SQLException {
        open().close();
        assertThat(
                        answer(
                                "SELECT coalesce(string_agg(relname, ' '), 'none') FROM pg_class"
                                        + " WHERE relnamespace = 'public'::regnamespace AND"
                                        + " relkind = 'r' AND relname NOT IN ("
                                        // neither holds anything of a tenant
                                        + "'portcullis_history', 'library_feed')"
                                        + " AND NOT (relrowsecurity AND relforcerowsecurity)"))
                .isEqualTo("none");
    }

    @Test
    void aServerThatIsGoneIsUnavailableWithinABound() {
        try (Database database = open()) {
            KeyStore keys = new KeyTable(database);
            assertThat(keys.find(new KeyId("aaaaaaaaaaaa"))).isEmpty();
            server.close();
            long before = System.nanoTime();
            assertThatThrownBy(() -> keys.find(new KeyId("aaaaaaaaaaaa")))
                    .isInstanceOf(StoreUnavailable.class);
            assertThat(since(before)).isLessThan(ofSeconds(5));
        }
    }

    @Test
    void aServerThatComesBackIsUsedAgain() {
        try (Database database = open()) {
            KeyStore keys = new KeyTable(database);
            server.close();
            assertThatThrownBy(() -> keys.find(new KeyId("aaaaaaaaaaaa")))
                    .isInstanceOf(StoreUnavailable.class);
            start();
            assertThat(keys.find(new KeyId("aaaaaaaaaaaa"))).isEmpty();
        }
    }

    @Test
    void aServerThatHangsDoesNotHoldAPing() throws Exception {
        try (Database database = open()) {
            database.ping(Deadline.in(ofSeconds(10)));
            try (Processes frozen = Processes.freeze(server.pid())) {
                assertThat(frozen.count()).isPositive();
                long before = System.nanoTime();
                assertThatThrownBy(() -> database.ping(Deadline.in(ofMillis(300))))
                        .isInstanceOf(StoreUnavailable.class);
                assertThat(since(before)).isLessThan(ofSeconds(2));
            }
            database.ping(Deadline.in(ofSeconds(20)));
        }
    }

    @Test
    void whoFindsNoFreeConnectionIsToldWithinABound() throws Exception {
        try (Database database = open();
                ExecutorService holders = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch held = new CountDownLatch(20);
            CountDownLatch release = new CountDownLatch(1);
            List<Future<?>> all = new ArrayList<>();
            for (int holder = 0; holder < 20; holder++) {
                all.add(holders.submit(() -> hold(database, held, release)));
            }
            assertThat(held.await(20, TimeUnit.SECONDS)).isTrue();
            long before = System.nanoTime();
            assertThatThrownBy(() -> database.acrossTenants(_ -> 1))
                    .isInstanceOf(StoreUnavailable.class);
            assertThat(since(before)).isLessThan(ofSeconds(5));
            release.countDown();
            for (Future<?> each : all) {
                each.get();
            }
        }
    }

    @Test
    void aWrongStatementIsABugAndNotAnOutage() {
        try (Database database = open()) {
            assertThatThrownBy(
                            () ->
                                    database.acrossTenants(
                                            handle ->
                                                    handle.createUpdate("SELECT :missing")
                                                            .execute()))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private static void hold(Database database, CountDownLatch held, CountDownLatch release) {
        database.acrossTenants(
                _ -> {
                    held.countDown();
                    try {
                        return release.await(20, TimeUnit.SECONDS);
                    } catch (InterruptedException stop) {
                        throw new IllegalStateException(stop);
                    }
                });
    }

    private Database open() {
        return Database.beside(folder.resolve("db"), Deadline.in(ofSeconds(60)));
    }

    private static Duration since(long before) {
        return Duration.ofNanos(System.nanoTime() - before);
    }

    private void ask(String sql) throws SQLException {
        try (Connection connection = server.reach().connections().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String answer(String sql) throws SQLException {
        try (Connection connection = server.reach().connections().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
