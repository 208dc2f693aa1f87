package portcullis.gateway.route;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import portcullis.gateway.Model;
import portcullis.gateway.Target;

/** Puts a model's targets into the order in which one call asks them. */
final class Lineup {
    private final RandomGenerator random;
    private final ToDoubleFunction<Target> latency;

    /**
     * @param latency a target's decayed mean, in nanoseconds
     */
    Lineup(RandomGenerator random, ToDoubleFunction<Target> latency) {
        this.random = random;
        this.latency = latency;
    }

    List<Target> of(Model model) {
        List<Target> targets = model.targets();
        if (targets.size() == 1) {
            return targets;
        }
        return switch (model.routing().strategy()) {
            case ORDERED -> targets;
            case CHEAPEST -> sorted(targets, Lineup::price);
            case WEIGHTED -> sorted(targets, this::lot);
            case LEAST_LATENCY -> quickest(targets);
        };
    }

    /** Equal ones stay in the configured order. Each target's value is asked for once. */
    private static List<Target> sorted(List<Target> targets, ToDoubleFunction<Target> value) {
        return targets.stream()
                .map(target -> new Valued(target, value.applyAsDouble(target)))
                .sorted(Comparator.comparingDouble(Valued::value))
                .map(Valued::target)
                .toList();
    }

    private record Valued(Target target, double value) {}

    private static double price(Target target) {
        return (double) target.price().input() + target.price().output();
    }

    /** Weighted sampling without replacement (Efraimidis and Spirakis, 2006). */
    private double lot(Target target) {
        return -Math.log1p(-random.nextDouble()) / target.traits().weight();
    }

    /** Power of two choices (Mitzenmacher, 2001), for each place in the order anew. */
    private List<Target> quickest(List<Target> targets) {
        List<Target> left = new ArrayList<>(targets);
        List<Target> order = new ArrayList<>(targets.size());
        while (left.size() > 1) {
            int one = random.nextInt(left.size());
            int other = (one + 1 + random.nextInt(left.size() - 1)) % left.size();
            boolean first =
                    latency.applyAsDouble(left.get(one)) <= latency.applyAsDouble(left.get(other));
            order.add(left.remove(first ? one : other));
        }
        order.addAll(left);
        return order;
    }
}
