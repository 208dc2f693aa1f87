package portcullis.server.settings;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import portcullis.gateway.Naming;
import portcullis.gateway.Task;
import portcullis.gateway.Tier;
import portcullis.kernel.Label;

/** Builds what callers may say in place of a model's name, and checks that the models exist. */
final class NamingBuilder {
    private static final String STANDARD = "default";

    private final Resolved in;
    private final List<Problem> problems;
    private final Set<String> models;

    NamingBuilder(Resolved in, List<Problem> problems, List<Settings.Model> models) {
        this.in = in;
        this.problems = problems;
        this.models =
                models.stream().map(model -> model.name().value()).collect(Collectors.toSet());
    }

    Naming naming() {
        Map<Tier, Label> tiers = new EnumMap<>(Tier.class);
        for (Tier tier : Tier.values()) {
            model("tiers." + lower(tier)).ifPresent(model -> tiers.put(tier, model));
        }
        Map<Task, Tier> tasks = new EnumMap<>(Task.class);
        for (Task task : Task.values()) {
            tasks.put(task, Tier.valueOf(in.text("tasks." + lower(task)).toUpperCase(Locale.ROOT)));
        }
        return new Naming(standard(), tiers, tasks);
    }

    /** Nobody has to have a model called default; one that was asked for must be there. */
    private Optional<Label> standard() {
        boolean absent = in.text("routing.default-model").equals(STANDARD);
        return absent && !models.contains(STANDARD)
                ? Optional.empty()
                : model("routing.default-model");
    }

    private Optional<Label> model(String place) {
        String name = in.text(place);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        if (!models.contains(name)) {
            String nearest = Spelling.nearest(name, models).orElse("");
            problems.add(
                    new Problem(
                            place, "is not the name of a model. The nearest is " + nearest + "."));
            return Optional.empty();
        }
        return Optional.of(new Label(name));
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
