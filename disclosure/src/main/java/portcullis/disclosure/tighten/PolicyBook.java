package portcullis.disclosure.tighten;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.FieldPath;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.StoreUnavailable;
import portcullis.kernel.TenantId;
import portcullis.privacy.Context;
import portcullis.privacy.Policy;

/**
 * Says which policy holds for a tenant, an application and a way a text goes (screening
 * specification, section 7): the strictest of what the configuration says and of what the tenant
 * asked for. Nothing that is asked for can make it looser (SCR-68). What another process changed is
 * known here after the next {@link #refresh()}.
 */
public final class PolicyBook {
    private final List<PolicyRule> configured;
    private final PolicyStore store;
    private final Clock clock;
    private volatile List<PolicyRule> all;

    /**
     * Reads what tenants asked for.
     *
     * @param configured holds a rule for every context
     * @throws StoreUnavailable when nobody can say what tenants asked for
     */
    public PolicyBook(List<PolicyRule> configured, PolicyStore store, Clock clock) {
        for (Context context : Context.values()) {
            if (configured.stream().noneMatch(rule -> isFloor(rule, context))) {
                throw new IllegalArgumentException("no policy for " + context);
            }
        }
        this.configured = List.copyOf(configured);
        this.store = store;
        this.clock = clock;
        this.all = together();
    }

    private static boolean isFloor(PolicyRule rule, Context context) {
        return rule.tenant().isEmpty() && rule.application().isEmpty() && rule.context() == context;
    }

    private List<PolicyRule> together() {
        return Stream.concat(configured.stream(), store.all().stream()).toList();
    }

    /** The policy that holds. Never blocks. */
    public Policy of(TenantId tenant, Label application, Context context) {
        Policy strictest = Policy.PASS;
        for (PolicyRule rule : all) {
            if (rule.fits(tenant, application, context)) {
                strictest = strictest.atLeast(rule.policy());
            }
        }
        return strictest;
    }

    /** What a tenant asks for. */
    public record Wanted(Optional<Label> application, Context context, Policy policy) {}

    /**
     * Makes a policy of the caller's tenant stricter. It holds here at once and elsewhere after
     * their next refresh.
     *
     * @return refused with {@code POLICY_LOOSER} when a stricter one holds
     */
    public Outcome<PolicyRule> tighten(Permitted caller, Wanted wanted) {
        TenantId tenant = caller.tenant();
        Policy now = least(tenant, wanted);
        if (wanted.policy().compareTo(now) < 0) {
            return Outcome.refused(
                    Refusal.of(RefusalCode.POLICY_LOOSER).at(FieldPath.field("policy")));
        }
        PolicyRule rule =
                new PolicyRule(
                        Optional.of(tenant),
                        wanted.application(),
                        wanted.context(),
                        wanted.policy());
        store.tighten(rule, caller.key(), clock.instant());
        refresh();
        return Outcome.passed(rule);
    }

    /** For all applications: what holds for any of them, whichever it is. */
    private Policy least(TenantId tenant, Wanted wanted) {
        Policy strictest = Policy.PASS;
        for (PolicyRule rule : all) {
            boolean here = rule.tenant().isEmpty() || rule.tenant().get().equals(tenant);
            boolean there =
                    rule.application().isEmpty() || rule.application().equals(wanted.application());
            if (here && there && rule.context() == wanted.context()) {
                strictest = strictest.atLeast(rule.policy());
            }
        }
        return strictest;
    }

    /** Every rule that a tenant is under. */
    public List<PolicyRule> standing(TenantId tenant) {
        return all.stream()
                .filter(rule -> rule.tenant().isEmpty() || rule.tenant().get().equals(tenant))
                .toList();
    }

    /**
     * Reads again what tenants asked for. When that fails, what is known goes on to hold: it was
     * never looser than the configuration.
     *
     * @throws StoreUnavailable when nobody can say
     */
    public void refresh() {
        all = together();
    }
}
