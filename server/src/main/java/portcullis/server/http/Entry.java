package portcullis.server.http;

import java.util.Set;
import portcullis.governance.Capability;
import portcullis.governance.Permission;

/** Who may enter a route. There is no other way. */
public sealed interface Entry {
    /** Anybody. */
    record Everybody() implements Entry {}

    /** A caller whose role holds the permission. */
    record Holding(Permission permission) implements Entry {}

    /** A caller whose role holds the permission and who wears one of the hats, or administers. */
    record Wearing(Permission permission, Set<Capability> oneOf) implements Entry {
        public Wearing {
            oneOf = Set.copyOf(oneOf);
        }
    }
}
