package portcullis.storage.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import portcullis.storage.postgres.embedded.CannotStart;

/** Looks at a database before it is used, and brings its tables up to date. Drops nothing. */
final class Schema {
    private static final String HISTORY = "portcullis_history";
    private static final String OURS =
            "SELECT count(*) WHERE to_regclass('" + HISTORY + "') IS NOT NULL";
    private static final int OLDEST = 150000;

    // Things of extensions are nobody's tables.
    private static final String FOREIGN =
            """
            SELECT count(*)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
              AND n.nspname NOT IN ('pg_catalog', 'information_schema')
              AND n.nspname NOT LIKE 'pg\\_toast%' AND n.nspname NOT LIKE 'pg\\_temp%'
              AND NOT EXISTS (SELECT FROM pg_depend d
                              WHERE d.classid = 'pg_class'::regclass
                                AND d.objid = c.oid AND d.deptype = 'e')
            """;

    private final DataSource source;

    Schema(DataSource source) {
        this.source = source;
    }

    /** Refuses a database that is not ours to use (OPS-73), then migrates it. */
    void bringUpToDate() {
        try (Connection connection = source.getConnection()) {
            check(connection);
            if (upToDate(connection)) {
                return;
            }
        } catch (SQLException trouble) {
            throw unreachable(SqlTrouble.state(trouble));
        }
        migrate();
        try (Connection connection = source.getConnection()) {
            mark(connection);
        } catch (SQLException trouble) {
            throw SqlTrouble.unavailable(trouble);
        }
    }

    // The number of migrations goes into the mark too: whoever adds one without us is found out.
    private static boolean upToDate(Connection connection) throws SQLException {
        Optional<String> digest = Migrations.digest();
        if (digest.isEmpty() || number(connection, OURS) == 0) {
            return false;
        }
        String marked =
                "SELECT count(*) WHERE obj_description(to_regclass('"
                        + HISTORY
                        + "'), 'pg_class') = '"
                        + mark(connection, digest.get())
                        + "'";
        return number(connection, marked) == 1;
    }

    private static void mark(Connection connection) throws SQLException {
        Optional<String> digest = Migrations.digest();
        if (digest.isPresent()) {
            try (Statement statement = connection.createStatement()) {
                String mark = mark(connection, digest.get());
                statement.execute("COMMENT ON TABLE " + HISTORY + " IS '" + mark + "'");
            }
        }
    }

    private static String mark(Connection connection, String digest) throws SQLException {
        return digest + " " + number(connection, "SELECT count(*) FROM " + HISTORY);
    }

    private static void check(Connection connection) throws SQLException {
        long version = number(connection, "SELECT current_setting('server_version_num')::bigint");
        if (version < OLDEST) {
            throw new CannotStart(
                    CannotStart.Reason.TOO_OLD,
                    "The database server is PostgreSQL "
                            + version / 10000
                            + "; version 15 or newer is needed.");
        }
        long ours = number(connection, OURS);
        if (ours == 0 && number(connection, FOREIGN) > 0) {
            throw new CannotStart(
                    CannotStart.Reason.FOREIGN_TABLES,
                    "The database already holds tables that are not Portcullis's. Nothing was"
                            + " changed. Create an empty database and set data.database to it.");
        }
    }

    private static long number(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getLong(1);
        }
    }

    // Ignores nothing: tables of a newer program are a reason to stop, not to guess.
    private void migrate() {
        try {
            Flyway.configure(Schema.class.getClassLoader())
                    .dataSource(source)
                    .table(HISTORY)
                    .locations("classpath:" + Migrations.FOLDER)
                    .loggers("slf4j")
                    .cleanDisabled(true)
                    .ignoreMigrationPatterns(new String[0])
                    .load()
                    .migrate();
        } catch (FlywayValidateException different) {
            throw new CannotStart(
                    CannotStart.Reason.OTHER_SCHEMA,
                    "The tables of the database were made by another version of Portcullis."
                            + " Nothing was changed. Start that version, or restore a backup.");
        } catch (FlywayException trouble) {
            throw SqlTrouble.unavailable(trouble);
        }
    }

    private static CannotStart unreachable(String state) {
        String why =
                switch (state.substring(0, 2)) {
                    case "28" -> "the login is refused; check the user and password";
                    case "3D" -> "it has no database of that name; create it";
                    case "53" -> "it has no free connection";
                    default -> "nobody answers there; check host, port and network";
                };
        return new CannotStart(
                CannotStart.Reason.UNREACHABLE,
                "The database server cannot be used: " + why + " (SQLSTATE " + state + ").");
    }
}
