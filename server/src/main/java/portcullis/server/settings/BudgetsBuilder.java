package portcullis.server.settings;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import portcullis.governance.budget.Budget;
import portcullis.governance.budget.Budgets;
import portcullis.governance.budget.Scope;
import portcullis.governance.budget.Window;
import portcullis.kernel.KeyId;
import portcullis.kernel.Label;
import portcullis.kernel.TenantId;

/** Builds the budgets (GOV-29, GOV-35), and says which targets they shut out. */
final class BudgetsBuilder {
    private final Resolved in;
    private final List<Problem> problems;

    BudgetsBuilder(Resolved in, List<Problem> problems) {
        this.in = in;
        this.problems = problems;
    }

    /**
     * All budgets.
     *
     * @param models which a budget may name
     */
    Budgets budgets(List<Settings.Model> models) {
        List<Budget> all = new ArrayList<>();
        Units.money(in.text("limits.default.budget"))
                .map(micros -> new Budget(Scope.TENANT, Optional.empty(), micros, Window.DAY))
                .ifPresent(all::add);
        for (int i = 0; i < in.size("limits.budgets"); i++) {
            budget("limits.budgets[" + i + "]", models).ifPresent(all::add);
        }
        Set<String> seen = new HashSet<>();
        for (Budget budget : all) {
            if (!seen.add(budget.scope() + " " + budget.name() + " " + budget.window())) {
                problem("limits.budgets", "holds two budgets of the same scope, name and window.");
            }
        }
        return new Budgets(all, ZoneId.of(in.text("limits.time-zone")), zones());
    }

    private Optional<Budget> budget(String place, List<Settings.Model> models) {
        Scope scope = Scope.valueOf(in.text(place + ".scope").toUpperCase(Locale.ROOT));
        String name = in.text(place + ".name");
        if (!name.isEmpty() && !isNameOf(scope, name, models)) {
            problem(place + ".name", "is not " + expected(scope) + ".");
            return Optional.empty();
        }
        return Optional.of(
                new Budget(
                        scope,
                        Optional.of(name).filter(given -> !given.isEmpty()).map(Label::new),
                        Units.amount(in.text(place + ".amount")).orElseThrow(),
                        Window.valueOf(in.text(place + ".window").toUpperCase(Locale.ROOT))));
    }

    private static boolean isNameOf(Scope scope, String name, List<Settings.Model> models) {
        try {
            return switch (scope) {
                case TENANT -> name.equals(new TenantId(name).value());
                case KEY -> name.equals(new KeyId(name).value());
                case MODEL -> models.stream().anyMatch(one -> one.name().value().equals(name));
            };
        } catch (IllegalArgumentException otherShape) {
            return false;
        }
    }

    private static String expected(Scope scope) {
        return switch (scope) {
            case TENANT -> "the name of a tenant";
            case KEY -> "the id of a key: its 12 characters after pk_";
            case MODEL -> "the name of a model";
        };
    }

    private Map<TenantId, ZoneId> zones() {
        Map<TenantId, ZoneId> zones = new HashMap<>();
        for (int i = 0; i < in.size("limits.time-zones"); i++) {
            String place = "limits.time-zones[" + i + "]";
            try {
                zones.put(
                        new TenantId(in.text(place + ".tenant")),
                        ZoneId.of(in.text(place + ".zone")));
            } catch (IllegalArgumentException otherShape) {
                problem(place + ".tenant", "is not the name of a tenant.");
            }
        }
        return zones;
    }

    /** A target without a price is refused while a budget applies; better said at the start. */
    static List<String> unpriced(Budgets budgets, List<Settings.Model> models) {
        if (budgets.all().isEmpty()) {
            return List.of();
        }
        List<String> notices = new ArrayList<>();
        for (Settings.Model model : models) {
            for (Settings.Target target : model.targets()) {
                if (!target.price().isKnown()) {
                    notices.add(
                            "The target "
                                    + target.vendor()
                                    + "/"
                                    + target.model()
                                    + " of the model "
                                    + model.name()
                                    + " has no price: it is refused while a budget applies. Give it"
                                    + " price: { input, output } or price: free.");
                }
            }
        }
        return notices;
    }

    private void problem(String place, String sentence) {
        problems.add(new Problem(place, sentence));
    }
}
