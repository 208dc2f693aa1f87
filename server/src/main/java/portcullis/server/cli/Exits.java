package portcullis.server.cli;

/** What the shell is told. */
final class Exits {
    static final int OK = 0;
    static final int FAILED = 1;

    /** As picocli: the command line is not understood. */
    static final int USAGE = 2;

    /** The configuration is refused. */
    static final int CONFIGURATION = 78;

    /** Port, data directory or database cannot be used. */
    static final int UNAVAILABLE = 69;

    private Exits() {}
}
