package portcullis.governance.permit;

import java.util.Set;
import portcullis.governance.Capability;
import portcullis.governance.Permission;
import portcullis.governance.Role;
import portcullis.governance.identify.Identified;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;

/** Lets a caller do what the role holds. What is not granted is refused. */
public final class Permitter {

    public Outcome<Permitted> permit(Identified caller, Permission wanted) {
        return caller.role().holds(wanted)
                ? Outcome.passed(new Permitted(caller, wanted))
                : Outcome.refused(RefusalCode.FORBIDDEN);
    }

    /**
     * Lets a caller do what the role holds and one of these hats is asked for; administrators need
     * none.
     */
    public Outcome<Permitted> permit(Identified caller, Permission wanted, Set<Capability> oneOf) {
        boolean trusted =
                caller.role() == Role.ADMIN
                        || caller.capabilities().stream().anyMatch(oneOf::contains);
        return trusted ? permit(caller, wanted) : Outcome.refused(RefusalCode.FORBIDDEN);
    }

    /** The same caller for a further thing, as one request may need several. */
    public Outcome<Permitted> also(Permitted caller, Permission wanted) {
        return permit(caller.caller(), wanted);
    }
}
