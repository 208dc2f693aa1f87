package portcullis.storage.postgres.embedded;

/**
 * The database cannot be used, and trying again will not help. The message is a sentence for the
 * operator that names what to do; it holds paths and versions, never a password or a row.
 */
public final class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why, for programs. */
    public enum Reason {
        /** Another process holds the directory. */
        IN_USE,
        /** The directory cannot be written or reached by the account the server runs under. */
        NO_ACCESS,
        /** There are no PostgreSQL binaries for this machine, or they cannot be unpacked. */
        NO_BINARIES,
        /** PostgreSQL refuses to run as root and no way to drop the privilege was found. */
        ROOT,
        /** The directory was written by another major version or by something else. */
        WRONG_VERSION,
        /** The server ended or stayed silent while starting. */
        NOT_READY,
        /** The configured address is not one of a PostgreSQL database. */
        WRONG_URL,
        /** Nobody answers at the configured address, or the login is refused. */
        UNREACHABLE,
        /** The server is older than PostgreSQL 15. */
        TOO_OLD,
        /** The database holds somebody else's tables (OPS-73). */
        FOREIGN_TABLES,
        /** The tables were made by another, usually newer, Portcullis. */
        OTHER_SCHEMA
    }

    private final Reason reason;

    public CannotStart(Reason reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
