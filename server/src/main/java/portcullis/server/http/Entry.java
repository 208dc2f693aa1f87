package portcullis.server.http;

import portcullis.governance.Permission;

/** Who may enter a route. There is no third way. */
public sealed interface Entry {
    /** Anybody. */
    record Everybody() implements Entry {}

    /** A caller whose role holds the permission. */
    record Holding(Permission permission) implements Entry {}
}
