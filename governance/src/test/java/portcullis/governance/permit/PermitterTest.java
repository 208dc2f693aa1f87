package portcullis.governance.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static portcullis.governance.Permission.*;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import portcullis.governance.Permission;
import portcullis.governance.Role;
import portcullis.governance.Visits;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;

@Tag("GOV-4")
class PermitterTest {
    /** The published table, written out in full. */
    private static final Map<Role, Set<Permission>> TABLE =
            Map.of(
                    Role.VIEWER, EnumSet.of(VIEW, AUDIT_VIEW_OWN),
                    Role.PRACTITIONER,
                            EnumSet.of(
                                    VIEW,
                                    AUDIT_VIEW_OWN,
                                    ANALYZE,
                                    DRAFT,
                                    UPLOAD,
                                    MODEL_CALL,
                                    OWN_KEYS),
                    Role.ANALYST, EnumSet.of(VIEW, AUDIT_VIEW_OWN, STATS_VIEW, EVAL_MANAGE),
                    Role.APPROVER,
                            EnumSet.of(
                                    VIEW,
                                    AUDIT_VIEW_OWN,
                                    ANALYZE,
                                    DRAFT,
                                    UPLOAD,
                                    MODEL_CALL,
                                    OWN_KEYS,
                                    APPROVE,
                                    EXPORT,
                                    PRESENT,
                                    AUDIT_VIEW,
                                    AUDIT_EXPORT,
                                    PHI_VIEW),
                    Role.ADMIN, EnumSet.allOf(Permission.class));

    private final Permitter permitter = new Permitter();

    @ParameterizedTest
    @EnumSource(Role.class)
    void roleMayDoWhatTheTableSaysAndNothingElse(Role role) {
        for (Permission wanted : Permission.values()) {
            Outcome<Permitted> outcome = permitter.permit(Visits.identified(role), wanted);

            assertThat(outcome instanceof Outcome.Passed)
                    .as("%s %s", role, wanted)
                    .isEqualTo(TABLE.get(role).contains(wanted));
        }
    }

    @Test
    void whatIsNotGrantedIsForbidden() {
        assertThat(permitter.permit(Visits.identified(Role.VIEWER), MODEL_CALL))
                .isEqualTo(Outcome.refused(RefusalCode.FORBIDDEN));
    }

    @Test
    void permittedCallerMayAskForMoreOnlyWithinTheRole() {
        Permitted viewing = Visits.passed(permitter.permit(Visits.identified(Role.VIEWER), VIEW));

        assertThat(permitter.also(viewing, AUDIT_VIEW_OWN)).isInstanceOf(Outcome.Passed.class);
        assertThat(permitter.also(viewing, DELETE)).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void aliasesAreUnderstoodAndOthersAreNot() {
        assertThat(Role.named("researcher")).contains(Role.PRACTITIONER);
        assertThat(Role.named("STEWARD")).contains(Role.APPROVER);
        assertThat(Role.named("Admin")).contains(Role.ADMIN);
        assertThat(Role.named("root")).isEqualTo(Optional.empty());
    }

    @Test
    @Tag("GOV-11")
    void nobodyCanGiveARoleThatHoldsMoreThanTheirOwn() {
        assertThat(Role.ADMIN.covers(Role.APPROVER)).isTrue();
        assertThat(Role.PRACTITIONER.covers(Role.PRACTITIONER)).isTrue();
        assertThat(Role.PRACTITIONER.covers(Role.ANALYST)).isFalse();
        assertThat(Role.VIEWER.covers(Role.ADMIN)).isFalse();
    }
}
