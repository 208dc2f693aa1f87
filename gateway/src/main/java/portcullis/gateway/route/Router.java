package portcullis.gateway.route;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import portcullis.gateway.Model;
import portcullis.gateway.Target;
import portcullis.gateway.route.Cooldowns.Opening;
import portcullis.gateway.route.RouteEvent.Origin;
import portcullis.kernel.Deadline;
import portcullis.kernel.EventLog;
import portcullis.kernel.Label;

/** Chooses targets, and remembers which of them fail and how quick they are. */
public final class Router {
    /** A tenth of the calls may be retries (gateway specification, section 5). */
    private static final int CALLS_PER_RETRY = 10;

    /** A twentieth of the calls may be hedges. */
    private static final int CALLS_PER_HEDGE = 20;

    private final LongSupplier nanos;
    private final RandomGenerator random;
    private final EventLog log;
    private final Cooldowns cooldowns;
    private final Lineup lineup;
    private final Allowance retries = new Allowance(CALLS_PER_RETRY, 20);
    private final Allowance hedges = new Allowance(CALLS_PER_HEDGE, 1);
    private final ConcurrentMap<Label, Watched> watched = new ConcurrentHashMap<>();

    /** Spares each call the making of labels. */
    private final ConcurrentMap<Target, Watched> byTarget = new ConcurrentHashMap<>();

    /**
     * @param nanos the monotonic clock of cooldowns
     * @param random spreads retries; must be safe for use by many threads
     * @param cooldowns what the other processes see
     */
    public Router(LongSupplier nanos, RandomGenerator random, EventLog log, Cooldowns cooldowns) {
        this.nanos = nanos;
        this.random = random;
        this.log = log;
        this.cooldowns = cooldowns;
        this.lineup =
                new Lineup(random, target -> watched(target).latency().mean(nanos.getAsLong()));
        cooldowns.listen(this::heard);
    }

    /** The way of one call through the targets of its model. */
    public Route plan(Model model, Wanted wanted, Deadline deadline) {
        retries.earn();
        hedges.earn();
        boolean hedged = model.routing().hedge() && wanted.streamed() && !wanted.tools();
        return new Route(this, new Route.Plan(lineup.of(model), wanted, hedged), deadline);
    }

    private void heard(Opening opening) {
        watched(opening.target()).circuit().rest(opening.kind(), opening.rest());
        log.write(
                new RouteEvent.BreakerOpened(
                        opening.target(), opening.kind(), opening.rest(), Origin.ANOTHER_PROCESS));
    }

    /** Lets a target rest, here and elsewhere. */
    void rest(Watched target, ErrorClass kind, Duration span) {
        target.circuit().rest(kind, span);
        opened(new Opening(target.label(), kind, span));
    }

    void failed(Watched target, ErrorClass kind) {
        target.circuit()
                .failed(kind)
                .ifPresent(span -> opened(new Opening(target.label(), kind, span)));
    }

    void succeeded(Watched target, long sent) {
        if (target.circuit().succeeded(sent)) {
            log.write(new RouteEvent.BreakerClosed(target.label()));
        }
    }

    private void opened(Opening opening) {
        cooldowns.opened(opening);
        log.write(
                new RouteEvent.BreakerOpened(
                        opening.target(), opening.kind(), opening.rest(), Origin.HERE));
    }

    void tell(RouteEvent event) {
        log.write(event);
    }

    long now() {
        return nanos.getAsLong();
    }

    Watched watched(Target target) {
        return byTarget.computeIfAbsent(target, known -> watched(known.label()));
    }

    /** Targets of several models that are the same vendor's same model fail and rest together. */
    private Watched watched(Label target) {
        return watched.computeIfAbsent(
                target, label -> new Watched(label, new Circuit(nanos), new Latency()));
    }

    boolean mayRetry() {
        return retries.spend();
    }

    boolean mayHedge() {
        return hedges.spend();
    }

    /** Full jitter: anything from nothing to the bound, in nanoseconds. */
    long jitter(long bound) {
        return random.nextLong(bound + 1);
    }
}
