package portcullis.gateway.route;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import portcullis.gateway.Model;
import portcullis.gateway.Target;
import portcullis.kernel.Deadline;

/** Chooses targets, and remembers which of them fail. */
public final class Router {
    private final LongSupplier nanos;
    private final RandomGenerator random;
    private final Allowance allowance = new Allowance();
    private final ConcurrentMap<Target, Breaker> breakers = new ConcurrentHashMap<>();

    /**
     * @param nanos the monotonic clock of cooldowns
     * @param random spreads retries; must be safe for use by many threads
     */
    public Router(LongSupplier nanos, RandomGenerator random) {
        this.nanos = nanos;
        this.random = random;
    }

    /** The way of one call through the targets of its model. */
    public Route plan(Model model, Deadline deadline) {
        allowance.earn();
        return new Route(this, model.targets(), deadline);
    }

    Breaker breaker(Target target) {
        return breakers.computeIfAbsent(target, _ -> new Breaker(nanos));
    }

    boolean mayRetry() {
        return allowance.spend();
    }

    /** Full jitter: anything from nothing to the bound, in nanoseconds. */
    long jitter(long bound) {
        return random.nextLong(bound + 1);
    }
}
