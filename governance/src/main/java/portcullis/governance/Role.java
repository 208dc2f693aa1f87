package portcullis.governance;

import static portcullis.governance.Permission.*;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The one role model of all applications (GOV-4). Each role holds what it builds on and more. */
public enum Role {
    VIEWER(EnumSet.of(VIEW, AUDIT_VIEW_OWN)),
    PRACTITIONER(plus(VIEWER, ANALYZE, DRAFT, UPLOAD, MODEL_CALL, OWN_KEYS)),
    ANALYST(plus(VIEWER, STATS_VIEW, EVAL_MANAGE)),
    APPROVER(plus(PRACTITIONER, APPROVE, EXPORT, PRESENT, AUDIT_VIEW, AUDIT_EXPORT, PHI_VIEW)),
    ADMIN(EnumSet.allOf(Permission.class));

    @SuppressWarnings("ImmutableEnumChecker") // filled once, never handed out
    private final Set<Permission> permissions;

    Role(Set<Permission> permissions) {
        this.permissions = permissions;
    }

    public boolean holds(Permission permission) {
        return permissions.contains(permission);
    }

    /** True when this role may give {@code other} to somebody: it holds everything that does. */
    public boolean covers(Role other) {
        return permissions.containsAll(other.permissions);
    }

    /** Reads a role name in any case, with the aliases RESEARCHER and STEWARD of GOV-4. */
    public static Optional<Role> named(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "RESEARCHER" -> Optional.of(PRACTITIONER);
            case "STEWARD" -> Optional.of(APPROVER);
            case String other ->
                    Arrays.stream(values()).filter(role -> role.name().equals(other)).findFirst();
        };
    }

    private static Set<Permission> plus(Role below, Permission... more) {
        Set<Permission> all = EnumSet.copyOf(below.permissions);
        all.addAll(Arrays.asList(more));
        return all;
    }
}
