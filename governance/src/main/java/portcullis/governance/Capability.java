package portcullis.governance;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A hat that the owner of a key wears besides the role; a few doors ask for one (GOV-4). */
public enum Capability {
    STEWARD,
    PI,
    IRB_OFFICER,
    COMPLIANCE_OFFICER,
    PRIVACY_OFFICER,
    PRESCRIBER,
    CLINICAL_REVIEWER,
    PUBLISHER,
    EVALUATION_LEAD;

    /** Reads a name in any case. */
    public static Optional<Capability> named(String name) {
        return Arrays.stream(values())
                .filter(one -> one.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }
}
