package portcullis.server.settings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import portcullis.disclosure.tighten.PolicyRule;
import portcullis.kernel.Label;
import portcullis.kernel.TenantId;
import portcullis.privacy.Context;
import portcullis.privacy.EntityType;
import portcullis.privacy.Policy;
import portcullis.privacy.find.SitePattern;

/** Builds the screening policies, of which none may be looser than one it stands under (SCR-69). */
final class PrivacyBuilder {
    private final Resolved in;
    private final List<Problem> problems;

    PrivacyBuilder(Resolved in, List<Problem> problems) {
        this.in = in;
        this.problems = problems;
    }

    Settings.Privacy privacy() {
        List<PolicyRule> rules = new ArrayList<>(floors());
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < in.size("privacy.policies"); i++) {
            String place = "privacy.policies[" + i + "]";
            rule(place).filter(rule -> fits(place, rule, seen)).ifPresent(rules::add);
        }
        return new Settings.Privacy(
                in.flag("privacy.strict-names"),
                new AllowWords(in, problems).words(),
                rules,
                patterns(),
                in.span("privacy.keep-values"),
                new Settings.NameModel(
                        in.text("privacy.model.directory"), in.text("privacy.model.fallback")));
    }

    private List<SitePattern> patterns() {
        List<SitePattern> patterns = new ArrayList<>();
        for (int i = 0; i < in.size("privacy.patterns"); i++) {
            String place = "privacy.patterns[" + i + "]";
            EntityType type = EntityType.valueOf(in.text(place + ".type").toUpperCase(Locale.ROOT));
            SitePattern.of(in.text(place + ".name"), type, in.text(place + ".pattern"))
                    .ifPresentOrElse(
                            patterns::add,
                            () ->
                                    problem(
                                            place + ".pattern",
                                            "is not an RE2 pattern, or finds something in an"
                                                    + " empty text."));
        }
        return patterns;
    }

    /** What holds where nobody says anything (screening specification, section 7). */
    private List<PolicyRule> floors() {
        List<PolicyRule> floors = new ArrayList<>();
        for (Context context : Context.values()) {
            floors.add(new PolicyRule(Optional.empty(), Optional.empty(), context, floor(context)));
        }
        return floors;
    }

    private Policy floor(Context context) {
        return switch (context) {
            case AI_INPUT -> policy(in.text("privacy.policy"));
            case AI_OUTPUT, UPLOAD, LOG -> Policy.REDACT;
            case EXPORT -> Policy.BLOCK;
        };
    }

    private static Policy policy(String name) {
        return Policy.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private Optional<PolicyRule> rule(String place) {
        String tenant = in.text(place + ".tenant");
        try {
            return Optional.of(
                    new PolicyRule(
                            Optional.of(tenant).filter(name -> !name.isEmpty()).map(TenantId::new),
                            Optional.of(in.text(place + ".application"))
                                    .filter(name -> !name.isEmpty())
                                    .map(Label::new),
                            Context.valueOf(in.text(place + ".context").toUpperCase(Locale.ROOT)),
                            policy(in.text(place + ".policy"))));
        } catch (IllegalArgumentException otherShape) {
            problem(place + ".tenant", "is not the name of a tenant.");
            return Optional.empty();
        }
    }

    private boolean fits(String place, PolicyRule rule, Set<String> seen) {
        Policy floor = floor(rule.context());
        if (rule.policy().compareTo(floor) < 0) {
            problem(
                    place + ".policy",
                    "is looser than "
                            + floor.name().toLowerCase(Locale.ROOT)
                            + ", which holds without it: a policy can only be made stricter.");
            return false;
        }
        if (!seen.add(rule.tenant() + " " + rule.application() + " " + rule.context())) {
            problem(place, "names the same tenant, application and context as another one.");
            return false;
        }
        return true;
    }

    private void problem(String place, String sentence) {
        problems.add(new Problem(place, sentence));
    }
}
