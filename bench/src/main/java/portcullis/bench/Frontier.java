package portcullis.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import portcullis.kernel.SpeaksToThePerson;

/**
 * The highest rate of JSON answers whose 99th percentile stays below a bound, in an open loop. One
 * ladder of rates serves all bounds; then one more step lies between the last good rate of each
 * bound and the next.
 */
final class Frontier {
    /** Bounds of the 99th percentile, in milliseconds. */
    static final List<Integer> BOUNDS = List.of(1, 5, 10, 50);

    /** What one rate showed. */
    record Step(double perSecond, double p50, double p99, boolean clean) {
        boolean within(double millis) {
            return clean && p99 < millis;
        }
    }

    private final Map<String, List<Step>> steps = new LinkedHashMap<>();
    private final Plan plan;
    private final Words words;

    Frontier(Plan plan, Words words) {
        this.plan = plan;
        this.words = words;
    }

    void run(List<Subject> gateways, Rounds rounds) throws IOException {
        for (double share : plan.shares()) {
            for (Subject gateway : gateways) {
                step(gateway, rounds.capacity(gateway.name()) * share);
            }
        }
        if (!plan.refines()) {
            return;
        }
        for (int bound : BOUNDS) {
            for (Subject gateway : gateways) {
                OptionalDouble between = between(steps(gateway.name()), bound);
                if (between.isPresent()) {
                    step(gateway, between.getAsDouble());
                }
            }
        }
    }

    @SpeaksToThePerson
    private void step(Subject gateway, double perSecond) throws IOException {
        Prompt prompt = new Prompt(gateway, Shape.JSON, Shape.JSON.model(), words);
        try (OpenLoop load = new OpenLoop(prompt, perSecond)) {
            OpenLoop.Outcome seen = load.run(plan.stepSeconds());
            Freshness.check(seen);
            Step step =
                    new Step(
                            perSecond,
                            seen.latency().millis(0.5),
                            seen.latency().millis(0.99),
                            seen.clean());
            steps.computeIfAbsent(gateway.name(), name -> new ArrayList<>()).add(step);
            System.err.printf(
                    Locale.ROOT,
                    "open loop %-11s %7.0f/s p50 %8.2f ms, p99 %8.2f ms, %d errors, %d late%n",
                    gateway.name(),
                    perSecond,
                    step.p50(),
                    step.p99(),
                    seen.errors(),
                    seen.unanswered());
        }
    }

    /** All steps of a gateway, by rate. */
    List<Step> steps(String gateway) {
        return steps.getOrDefault(gateway, List.of()).stream()
                .sorted(Comparator.comparingDouble(Step::perSecond))
                .toList();
    }

    /** The highest rate that stayed within the bound, or nothing when none did. */
    static OptionalDouble highest(List<Step> steps, double millis) {
        return steps.stream()
                .filter(step -> step.within(millis))
                .mapToDouble(Step::perSecond)
                .max();
    }

    /** The middle between the highest good rate and the next one, if there is a next one. */
    static OptionalDouble between(List<Step> steps, double millis) {
        double good = highest(steps, millis).orElse(0);
        OptionalDouble next =
                steps.stream().mapToDouble(Step::perSecond).filter(rate -> rate > good).min();
        return next.isPresent()
                ? OptionalDouble.of((good + next.getAsDouble()) / 2)
                : OptionalDouble.empty();
    }
}
