package portcullis.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import portcullis.gateway.route.Timeouts;
import portcullis.kernel.Label;

/**
 * A model as callers name it.
 *
 * @param name what callers write into {@code model}; may hold slashes
 * @param targets as configured; at least one
 * @param timeouts limits of each attempt; {@code total} also bounds the whole call
 * @param routing in which order the targets are asked
 */
public record Model(
        Label name,
        List<Target> targets,
        Timeouts timeouts,
        StreamFailure onFailure,
        CacheRule cache,
        Routing routing) {

    /**
     * Connect 2 s, first token 10 s, idle 15 s, total 10 min, of a plain answer 30 s (gateway
     * specification, section 5).
     */
    public static final Timeouts STANDARD_TIMEOUTS =
            new Timeouts(
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(15),
                    Duration.ofMinutes(10),
                    Duration.ofSeconds(30));

    public Model {
        targets = List.copyOf(targets);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("a model needs a target");
        }
    }

    /** A model whose targets are asked in their order. */
    public Model(
            Label name,
            List<Target> targets,
            Timeouts timeouts,
            StreamFailure onFailure,
            CacheRule cache) {
        this(name, targets, timeouts, onFailure, cache, Routing.STANDARD);
    }

    /** This model with one of its targets before all others, which follow in their order. */
    public Model leading(Target first) {
        List<Target> order = new ArrayList<>(targets);
        order.remove(first);
        order.addFirst(first);
        Routing ordered = new Routing(Strategy.ORDERED, routing.hedge());
        return new Model(name, order, timeouts, onFailure, cache, ordered);
    }

    /** This model with some of its targets. */
    Model with(List<Target> some) {
        return new Model(name, some, timeouts, onFailure, cache, routing);
    }

    /** A model with the standard limits, continued streams and the standard cache. */
    public static Model of(Label name, List<Target> targets) {
        return new Model(
                name, targets, STANDARD_TIMEOUTS, StreamFailure.CONTINUE, CacheRule.STANDARD);
    }

    /** The same model with those of its targets; one at least must be among them. */
    Model through(Predicate<Target> which) {
        List<Target> some = targets.stream().filter(which).toList();
        return new Model(name, some, timeouts, onFailure, cache, routing);
    }
}
