package portcullis.gateway.screen;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import portcullis.gateway.Raw;
import portcullis.kernel.FieldPath;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;
import portcullis.privacy.Policy;

/**
 * A call may ask for a stricter policy than the one that holds, in the header {@code
 * x-portcullis-policy} or the query parameter {@code policy}. Asking for a looser one is refused,
 * and so leaves its receipt (SCR-68).
 */
final class PolicyWish {
    private static final String HEADER = "x-portcullis-policy";

    private PolicyWish() {}

    /** The policy of the call. */
    static Outcome<Policy> within(Policy holds, Raw raw) {
        SensitiveText wish = raw.headers().get(HEADER);
        if (wish == null) {
            return Outcome.passed(holds);
        }
        Policy strictest = holds;
        for (String name : wish.reveal().split(",", -1)) {
            Optional<Policy> named = named(name.strip().toUpperCase(Locale.ROOT));
            if (named.isEmpty()) {
                return refused(RefusalCode.INVALID_VALUE);
            }
            if (named.get().compareTo(holds) < 0) {
                return refused(RefusalCode.POLICY_LOOSER);
            }
            strictest = strictest.atLeast(named.get());
        }
        return Outcome.passed(strictest);
    }

    private static Optional<Policy> named(String name) {
        return Stream.of(Policy.values()).filter(policy -> policy.name().equals(name)).findFirst();
    }

    private static Outcome<Policy> refused(RefusalCode code) {
        return Outcome.refused(Refusal.of(code).at(FieldPath.field(HEADER)));
    }
}
