package portcullis.governance.limit;

import java.util.Optional;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Label;

/**
 * That a policy is replaced for somebody by another one (GOV-22). An assignment to a key goes
 * before one to its user, and that before one to the tenant.
 *
 * @param whom the name of a tenant, {@code TENANT/USER}, or the id of a key
 * @param policy which routes name
 * @param with what applies in its place
 */
public record Assignment(Whom whom, Label name, Label policy, Label with) {

    /** To whom something is assigned, the nearest first. */
    public enum Whom {
        KEY,
        USER,
        TENANT;

        Optional<String> of(Permitted caller) {
            return switch (this) {
                case KEY -> Optional.of(caller.key().value());
                case USER ->
                        caller.scope()
                                .user()
                                .map(user -> caller.tenant().value() + "/" + user.value());
                case TENANT -> Optional.of(caller.tenant().value());
            };
        }
    }

    boolean isFor(Permitted caller, Label wanted) {
        return policy.equals(wanted) && whom.of(caller).filter(name.value()::equals).isPresent();
    }
}
