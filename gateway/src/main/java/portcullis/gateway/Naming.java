package portcullis.gateway;

import java.util.Map;
import java.util.Optional;
import portcullis.kernel.Label;

/**
 * What callers may say in place of a model's name.
 *
 * @param standard the model of a request that names none; empty refuses such a request
 * @param tiers the model of each tier; a tier without one is served by the next abler one
 * @param tasks tiers of tasks that differ from {@link Task#tier}
 */
public record Naming(Optional<Label> standard, Map<Tier, Label> tiers, Map<Task, Tier> tasks) {

    /** Models only. */
    public static final Naming PLAIN = new Naming(Optional.empty(), Map.of(), Map.of());

    public Naming {
        tiers = Map.copyOf(tiers);
        tasks = Map.copyOf(tasks);
    }

    Tier tier(Task task) {
        return tasks.getOrDefault(task, task.tier());
    }

    /** The tier's model, else that of the next abler tier that has one. */
    Optional<Label> model(Tier tier) {
        for (Tier next : Tier.values()) {
            if (next.compareTo(tier) >= 0 && tiers.containsKey(next)) {
                return Optional.ofNullable(tiers.get(next));
            }
        }
        return Optional.empty();
    }
}
