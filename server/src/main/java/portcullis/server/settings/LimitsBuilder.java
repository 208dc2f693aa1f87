package portcullis.server.settings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import portcullis.governance.budget.Budgets;
import portcullis.governance.limit.Assignment;
import portcullis.governance.limit.Limits;
import portcullis.governance.limit.Rate;
import portcullis.governance.limit.Regions;
import portcullis.kernel.Label;
import portcullis.kernel.Network;

/** Builds the limits: policies, to whom they are assigned, and where addresses are (GOV-22). */
final class LimitsBuilder {
    private static final List<String> MEASURES = List.of("requests", "tokens", "bytes");
    private final Resolved in;
    private final List<Problem> problems;
    private final List<String> notices;

    LimitsBuilder(Resolved in, List<Problem> problems, List<String> notices) {
        this.in = in;
        this.problems = problems;
        this.notices = notices;
    }

    /**
     * All limits.
     *
     * @param models which budgets may name
     */
    Settings.Limit limit(List<Settings.Model> models) {
        Budgets budgets = new BudgetsBuilder(in, problems).budgets(models);
        notices.addAll(BudgetsBuilder.unpriced(budgets, models));
        List<Settings.Policy> policies = policies();
        return new Settings.Limit(
                in.rate("limits.default.requests"),
                in.rate("limits.default.tokens"),
                Double.parseDouble(in.text("limits.default.burst")),
                budgets,
                concurrent("limits.default"),
                policies,
                assignments(policies),
                regions(),
                in.number("limits.max-replicas"),
                in.text("limits.redis-down").equals("deny"),
                in.span("limits.status-cache"));
    }

    private OptionalInt concurrent(String place) {
        return in.isSet(place + ".concurrent")
                ? OptionalInt.of(in.number(place + ".concurrent"))
                : OptionalInt.empty();
    }

    private List<Settings.Policy> policies() {
        List<Settings.Policy> all = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < in.size("limits.policies"); i++) {
            String place = "limits.policies[" + i + "]";
            if (!names.add(in.text(place + ".name"))) {
                problem(place + ".name", "is used twice.");
            }
            all.add(policy(place));
        }
        return all;
    }

    private Settings.Policy policy(String place) {
        Map<String, portcullis.server.settings.Rate> rates = new TreeMap<>();
        for (String measure : MEASURES) {
            if (in.isSet(place + "." + measure)) {
                rates.put(measure, in.rate(place + "." + measure));
            }
        }
        OptionalInt concurrent = concurrent(place);
        if (rates.isEmpty() && concurrent.isEmpty()) {
            problem(place, "limits nothing; give it requests, tokens, bytes or concurrent.");
        }
        return new Settings.Policy(
                new Label(in.text(place + ".name")),
                in.text(place + ".shape"),
                in.text(place + ".subject"),
                rates,
                concurrent);
    }

    private List<Assignment> assignments(List<Settings.Policy> policies) {
        Set<String> known = new TreeSet<>();
        Limits.standard(Limits.modelApi(Rate.perMinute(1), Rate.perMinute(1), 1))
                .keySet()
                .forEach(name -> known.add(name.value()));
        policies.forEach(policy -> known.add(policy.name().value()));
        List<Assignment> all = new ArrayList<>();
        for (int i = 0; i < in.size("limits.assign"); i++) {
            String place = "limits.assign[" + i + "]";
            for (String field : List.of(".policy", ".with")) {
                if (!known.contains(in.text(place + field))) {
                    problem(place + field, "is not the name of a limit.");
                }
            }
            all.add(
                    new Assignment(
                            Assignment.Whom.valueOf(
                                    in.text(place + ".to").toUpperCase(Locale.ROOT)),
                            new Label(in.text(place + ".name")),
                            new Label(in.text(place + ".policy")),
                            new Label(in.text(place + ".with"))));
        }
        return all;
    }

    private Regions regions() {
        List<Regions.Block> blocks = new ArrayList<>();
        for (int i = 0; i < in.size("limits.regions"); i++) {
            String place = "limits.regions[" + i + "]";
            Label region = new Label(in.text(place + ".region"));
            Network.parse(in.text(place + ".network"))
                    .ifPresent(network -> blocks.add(new Regions.Block(network, region)));
        }
        return new Regions(blocks);
    }

    private void problem(String place, String sentence) {
        problems.add(new Problem(place, sentence));
    }
}
