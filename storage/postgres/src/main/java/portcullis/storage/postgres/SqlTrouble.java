package portcullis.storage.postgres;

import java.sql.SQLException;
import java.util.Optional;
import portcullis.kernel.StoreUnavailable;

/**
 * What may be told of a failed statement: its SQLSTATE and where in the program it happened. The
 * driver's own message can hold a row, and Jdbi's the parameters; neither goes on.
 */
final class SqlTrouble extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private SqlTrouble(String message) {
        super(message);
    }

    /** The store's trouble when the server or the way to it failed; otherwise our own bug. */
    static RuntimeException of(RuntimeException trouble) {
        return sql(trouble).isPresent()
                ? unavailable(trouble)
                : new IllegalStateException("a statement was used wrongly", scrubbed(trouble));
    }

    static StoreUnavailable unavailable(Throwable trouble) {
        return new StoreUnavailable(scrubbed(trouble));
    }

    /** The five characters of the first SQL exception in the chain of causes, or "none". */
    static String state(Throwable trouble) {
        return sql(trouble)
                .map(SQLException::getSQLState)
                .filter(state -> state.matches("[0-9A-Z]{5}"))
                .orElse("none");
    }

    private static SqlTrouble scrubbed(Throwable trouble) {
        String kind = trouble.getClass().getSimpleName();
        SqlTrouble told = new SqlTrouble("SQLSTATE " + state(trouble) + " in " + kind);
        told.setStackTrace(trouble.getStackTrace());
        return told;
    }

    // The innermost one knows the state; a pool wraps it in one that does not.
    private static Optional<SQLException> sql(Throwable trouble) {
        Optional<SQLException> found = Optional.empty();
        Throwable at = trouble;
        for (int depth = 0; at != null && depth < 16; depth++) {
            if (at instanceof SQLException sql) {
                found = Optional.of(sql);
            }
            at = at.getCause();
        }
        return found;
    }
}
