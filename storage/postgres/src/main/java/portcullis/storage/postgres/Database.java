package portcullis.storage.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.postgresql.ds.PGSimpleDataSource;
import portcullis.kernel.Deadline;
import portcullis.kernel.StoreUnavailable;
import portcullis.kernel.TenantId;
import portcullis.storage.postgres.embedded.CannotStart;
import portcullis.storage.postgres.embedded.EmbeddedPostgres;
import portcullis.storage.postgres.embedded.Reach;

/**
 * The database: at most 20 connections, tables up to date, every wait bounded. A connection is
 * waited for 3 s, a statement 10 s, a lock 5 s; a server that says nothing is given up after 15 s.
 *
 * <p>All work is done in a transaction for one tenant ({@link #within}) or, where a question has no
 * tenant yet, across them ({@link #acrossTenants}). The transaction tells the server which, and
 * row-level security shows it no other row (GOV-1). A transaction is committed synchronously. An
 * SQL failure of any kind becomes {@link StoreUnavailable} without statement, parameters or rows;
 * after it nothing was written, except when the connection broke during the commit itself: then
 * nobody can say until the server is back.
 *
 * <p>For tests of other modules: {@code Database.embedded(tempFolder, Deadline.in(ofSeconds(60)))}
 * is a fresh, complete database in about two seconds; close it at the end.
 */
public final class Database implements AutoCloseable {
    private static final Duration CONNECTION_WAIT = Duration.ofSeconds(3);
    private static final int SILENCE_SECONDS = 15;
    private static final int MIGRATION_SECONDS = 600;

    // One round trip sets all; local to the transaction, so a pooler between cannot mix them up.
    private static final String SETTINGS =
            """
            SELECT set_config('portcullis.tenant', :tenant, true),
                   set_config('statement_timeout', '10s', true),
                   set_config('lock_timeout', '5s', true),
                   set_config('idle_in_transaction_session_timeout', '30s', true),
                   CASE WHEN current_setting('synchronous_commit') = 'off'
                        THEN set_config('synchronous_commit', 'on', true) END
            """;

    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final Optional<EmbeddedPostgres> server;

    private Database(HikariDataSource pool, Optional<EmbeddedPostgres> server) {
        this.pool = pool;
        this.jdbi =
                Jdbi.create(pool)
                        .registerArrayType(String.class, "text")
                        .registerArrayType(Long.class, "bigint")
                        .registerArrayType(OffsetDateTime.class, "timestamptz");
        this.server = server;
    }

    /**
     * Starts the embedded server on a directory and opens its database.
     *
     * @throws CannotStart see {@link EmbeddedPostgres#start}
     */
    public static Database embedded(Path directory, Deadline deadline) {
        EmbeddedPostgres server = EmbeddedPostgres.start(directory, deadline);
        try {
            return opened(() -> server.reach().connections(), Optional.of(server));
        } catch (RuntimeException trouble) {
            server.close();
            throw trouble;
        }
    }

    /**
     * For command-line tools: talks to the embedded server that another process runs on the
     * directory, or starts it when none does.
     */
    public static Database beside(Path directory, Deadline deadline) {
        Optional<Reach> running = EmbeddedPostgres.running(directory);
        return running.isPresent()
                ? opened(running.get()::connections, Optional.empty())
                : embedded(directory, deadline);
    }

    /**
     * Opens a database of an external PostgreSQL 15 or newer.
     *
     * @throws CannotStart when it cannot be reached, is too old, or holds foreign tables (OPS-73)
     */
    public static Database external(DatabaseUrl url) {
        return opened(url::connections, Optional.empty());
    }

    /** One transaction that sees the rows of this tenant only. */
    public <T> T within(TenantId tenant, Function<Handle, T> work) {
        return inTransaction(tenant.value(), work);
    }

    /** One transaction that sees the rows of all tenants. For system work without a caller. */
    public <T> T acrossTenants(Function<Handle, T> work) {
        return inTransaction("*", work);
    }

    /** A connection whose every statement is a transaction that sees nothing by itself. */
    Connection connection() throws SQLException {
        return pool.getConnection();
    }

    /**
     * Asks the server for a sign of life.
     *
     * @throws StoreUnavailable when none came before the deadline
     */
    public void ping(Deadline deadline) {
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        Thread.ofVirtual().name("ping").start(() -> ask(answer));
        try {
            answer.get(deadline.left().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException trouble) {
            throw SqlTrouble.unavailable(trouble);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw SqlTrouble.unavailable(stop);
        }
    }

    /** Closes the connections and, when it is ours, stops the server. */
    @Override
    public void close() {
        pool.close();
        server.ifPresent(EmbeddedPostgres::close);
    }

    private void ask(CompletableFuture<Integer> answer) {
        try {
            answer.complete(
                    acrossTenants(
                            handle -> handle.createQuery("SELECT 1").mapTo(Integer.class).one()));
        } catch (StoreUnavailable trouble) {
            answer.completeExceptionally(trouble);
        }
    }

    private <T> T inTransaction(String tenant, Function<Handle, T> work) {
        try {
            return jdbi.inTransaction(
                    handle -> {
                        handle.createQuery(SETTINGS)
                                .bind("tenant", tenant)
                                .mapTo(String.class)
                                .one();
                        return work.apply(handle);
                    });
        } catch (JdbiException trouble) {
            throw SqlTrouble.of(trouble);
        }
    }

    private static Database opened(
            Supplier<PGSimpleDataSource> connections, Optional<EmbeddedPostgres> server) {
        new Schema(bounded(connections.get(), MIGRATION_SECONDS)).bringUpToDate();
        HikariConfig config = new HikariConfig();
        config.setDataSource(bounded(connections.get(), SILENCE_SECONDS));
        config.setPoolName("portcullis");
        config.setMaximumPoolSize(20);
        config.setMinimumIdle(2);
        config.setConnectionTimeout(CONNECTION_WAIT.toMillis());
        config.setValidationTimeout(1000);
        config.setIdleTimeout(Duration.ofMinutes(1).toMillis());
        config.setKeepaliveTime(Duration.ofMinutes(2).toMillis());
        config.setInitializationFailTimeout(CONNECTION_WAIT.toMillis());
        try {
            return new Database(new HikariDataSource(config), server);
        } catch (HikariPool.PoolInitializationException trouble) {
            throw SqlTrouble.unavailable(trouble);
        }
    }

    private static PGSimpleDataSource bounded(PGSimpleDataSource source, int silenceSeconds) {
        source.setConnectTimeout(3);
        source.setLoginTimeout(5);
        source.setSocketTimeout(silenceSeconds);
        source.setCancelSignalTimeout(3);
        source.setTcpKeepAlive(true);
        source.setApplicationName("portcullis");
        // The server's details repeat the row that was refused.
        source.setLogServerErrorDetail(false);
        return source;
    }
}
