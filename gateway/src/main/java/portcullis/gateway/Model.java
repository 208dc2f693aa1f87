package portcullis.gateway;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import portcullis.gateway.route.Timeouts;
import portcullis.kernel.Label;

/**
 * A model as callers name it.
 *
 * @param name what callers write into {@code model}; may hold slashes
 * @param targets asked in this order; at least one
 * @param timeouts limits of each attempt; {@code total} also bounds the whole call
 */
public record Model(
        Label name,
        List<Target> targets,
        Timeouts timeouts,
        StreamFailure onFailure,
        CacheRule cache) {

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

    /** A model with the standard limits, terminated streams and the standard cache. */
    public static Model of(Label name, List<Target> targets) {
        return new Model(
                name, targets, STANDARD_TIMEOUTS, StreamFailure.TERMINATE, CacheRule.STANDARD);
    }

    /** The same model with those of its targets; one at least must be among them. */
    Model through(Predicate<Target> which) {
        return new Model(name, targets.stream().filter(which).toList(), timeouts, onFailure, cache);
    }
}
