package portcullis.governance.limit;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import portcullis.governance.limit.Claim.Take;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;

/**
 * Counts what callers use and admits what is within every policy that applies (GOV-22): all of them
 * or nothing is taken. Counts in this process, or in counters that replicas share; when those are
 * away each replica enforces its share alone, or refuses (GOV-27).
 */
public final class Limiter {
    private static final Ask.Origin NOWHERE = new Ask.Origin("", "");

    private final Limits limits;
    private final CountersHere near;
    private final Optional<Counters> shared;
    private final Optional<Counters> windows;
    private final LongAdder alone = new LongAdder();

    /** Counts in this process only. */
    public Limiter(Limits limits, Clock clock) {
        this(limits, clock, System::nanoTime, Optional.empty(), Optional.empty());
    }

    /** Counts with other replicas. */
    public Limiter(Limits limits, Clock clock, Counters shared) {
        this(limits, clock, System::nanoTime, Optional.of(shared), Optional.empty());
    }

    /**
     * Counts with other replicas.
     *
     * @param windows counts long windows while the shared counters are away
     */
    public Limiter(Limits limits, Clock clock, Counters shared, Counters windows) {
        this(limits, clock, System::nanoTime, Optional.of(shared), Optional.of(windows));
    }

    /**
     * @param nanos the monotonic clock that refills
     */
    Limiter(Limits limits, Clock clock, LongSupplier nanos, Optional<Counters> shared) {
        this(limits, clock, nanos, shared, Optional.empty());
    }

    private Limiter(
            Limits limits,
            Clock clock,
            LongSupplier nanos,
            Optional<Counters> shared,
            Optional<Counters> windows) {
        this.windows = windows;
        this.limits = limits;
        this.near = new CountersHere(clock, nanos);
        this.shared = shared;
    }

    /** Decisions that this replica made alone because the shared counters were away. */
    public long decidedAlone() {
        return alone.sum();
    }

    /** A claim and the policies it stands for, in the same order. */
    private record Bill(Claim claim, List<LimitPolicy> policies) {}

    /** Who counted, and what. */
    private record Counted(Counters by, Claim claim, Taken taken) {

        List<Taken.Level> levels() {
            return switch (taken) {
                case Taken.All(List<Taken.Level> all) -> all;
                case Taken.Lacking shortage -> shortage.levels();
                case Taken.Away _ -> List.of();
            };
        }
    }

    /**
     * Takes what the request wants of every policy. Complete at once unless counters are shared.
     */
    public CompletionStage<Admission> admit(Permitted caller, Ask ask) {
        Bill rates = bill(caller, ask, Limiter::isRate);
        Bill running = bill(caller, ask, quota -> !isRate(quota));
        if (running.policies().isEmpty()) {
            return count(rates.claim()).thenApply(counted -> admission(caller, rates, counted));
        }
        Counted held = hold(running.claim());
        if (held.taken() instanceof Taken.Lacking shortage) {
            return look(rates)
                    .thenApply(
                            standing ->
                                    new Admission(
                                            Outcome.refused(refusal(held, shortage)),
                                            standing.and(standing(running, held))));
        }
        return count(rates.claim())
                .thenApply(counted -> admission(caller, rates, counted, running, held));
    }

    private static boolean isRate(Quota quota) {
        return quota.shape() != Shape.CONCURRENT;
    }

    /** What runs is counted in each process: one that dies takes its counts along. */
    private Counted hold(Claim claim) {
        Claim mine = shared.isPresent() ? claim.share(limits.away().replicas()) : claim;
        return new Counted(near, mine, near.decide(mine));
    }

    /** A request that may not run gives its place back at once. */
    private static Admission admission(
            Permitted caller, Bill rates, Counted counted, Bill running, Counted held) {
        Runnable release = () -> held.by().giveBack(held.claim(), held.levels());
        Standing standing = standing(rates, counted).and(standing(running, held));
        return switch (admission(caller, rates, counted).outcome()) {
            case Outcome.Refused<Admitted>(Refusal refusal) -> {
                release.run();
                yield new Admission(Outcome.refused(refusal), standing);
            }
            case Outcome.Passed<Admitted>(Admitted admitted) ->
                    new Admission(
                            Outcome.passed(
                                    new Admitted(caller, standing, admitted::settle, release)),
                            standing);
        };
    }

    /** By the default policy and in this process; for callers that came through no front door. */
    public Outcome<Admitted> admit(Permitted caller, Demand demand) {
        Ask ask = new Ask(RequestId.random(), List.of(Limits.MODEL_API), demand, 0, NOWHERE);
        return admit(caller, ask).toCompletableFuture().join().outcome();
    }

    /** Where a caller stands with these policies; costs nothing. */
    public CompletionStage<Standing> standing(
            Permitted caller, List<Label> policies, Ask.Origin from) {
        Ask nothing = new Ask(RequestId.random(), policies, Demand.ONE_REQUEST, 0, from);
        Bill running = bill(caller, nothing, quota -> !isRate(quota));
        Counted now = hold(none(running.claim()));
        return look(bill(caller, nothing, Limiter::isRate))
                .thenApply(rates -> rates.and(standing(running, now)));
    }

    private CompletionStage<Standing> look(Bill bill) {
        return count(none(bill.claim())).thenApply(counted -> standing(bill, counted));
    }

    /** The same claim, which takes nothing. */
    private static Claim none(Claim claim) {
        List<Take> looks =
                claim.takes().stream()
                        .map(take -> new Take(take.counter(), take.quota(), 0))
                        .toList();
        return new Claim(claim.tenant(), claim.call(), looks);
    }

    private CompletionStage<Counted> count(Claim claim) {
        if (shared.isEmpty()) {
            return CompletableFuture.completedFuture(new Counted(near, claim, near.decide(claim)));
        }
        Counters far = shared.get();
        return far.take(claim)
                .thenCompose(
                        taken ->
                                taken instanceof Taken.Away
                                        ? alone(claim)
                                        : done(new Counted(far, claim, taken)));
    }

    private CompletionStage<Counted> alone(Claim claim) {
        alone.increment();
        return switch (limits.away()) {
            case Limits.Deny _ -> done(new Counted(near, claim, new Taken.Away()));
            case Limits.LocalShare(int replicas) when windows.isPresent() -> {
                Counters both = new LongWindows(windows.get(), near, replicas);
                yield both.take(claim).thenApply(taken -> new Counted(both, claim, taken));
            }
            case Limits.LocalShare(int replicas) -> {
                Claim share = claim.share(replicas);
                yield done(new Counted(near, share, near.decide(share)));
            }
        };
    }

    private static CompletionStage<Counted> done(Counted counted) {
        return CompletableFuture.completedFuture(counted);
    }

    private static Admission admission(Permitted caller, Bill bill, Counted counted) {
        Standing standing = standing(bill, counted);
        return switch (counted.taken()) {
            case Taken.Away _ ->
                    new Admission(Outcome.refused(RefusalCode.STORE_UNAVAILABLE), standing);
            case Taken.Lacking shortage ->
                    new Admission(Outcome.refused(refusal(counted, shortage)), standing);
            case Taken.All(List<Taken.Level> levels) ->
                    new Admission(
                            Outcome.passed(
                                    new Admitted(
                                            caller,
                                            standing,
                                            tokens -> giveBack(counted, levels, tokens),
                                            () -> {})),
                            standing);
        };
    }

    private static Refusal refusal(Counted counted, Taken.Lacking shortage) {
        Quota quota = counted.claim().takes().get(shortage.which()).quota();
        Refusal refusal = Refusal.of(RefusalCode.OVER_LIMIT);
        return shortage.delay().isNegative()
                ? refusal.withLimit(quota.capacity())
                : refusal.withLimit(quota.rate().amount()).after(shortage.delay());
    }

    /** Only tokens are taken at worst; requests and bytes are what they are. */
    private static void giveBack(Counted counted, List<Taken.Level> levels, long tokens) {
        List<Take> surplus = new ArrayList<>();
        List<Taken.Level> then = new ArrayList<>();
        for (int i = 0; i < levels.size(); i++) {
            Take take = counted.claim().takes().get(i);
            if (take.quota().measure() == Measure.TOKENS && take.amount() != tokens) {
                surplus.add(new Take(take.counter(), take.quota(), take.amount() - tokens));
                then.add(levels.get(i));
            }
        }
        if (!surplus.isEmpty()) {
            Claim claim = counted.claim();
            counted.by().giveBack(new Claim(claim.tenant(), claim.call(), surplus), then);
        }
    }

    private static Standing standing(Bill bill, Counted counted) {
        List<Taken.Level> levels = counted.levels();
        List<Standing.Row> rows = new ArrayList<>();
        for (int i = 0; i < levels.size(); i++) {
            Quota quota = counted.claim().takes().get(i).quota();
            rows.add(
                    new Standing.Row(
                            bill.policies().get(i),
                            quota,
                            Standing.Dimension.of(quota, levels.get(i))));
        }
        return new Standing(rows);
    }

    private Bill bill(Permitted caller, Ask ask, Predicate<Quota> which) {
        List<Take> takes = new ArrayList<>();
        List<LimitPolicy> policies = new ArrayList<>();
        for (Label name : ask.policies()) {
            LimitPolicy policy = limits.policy(name, caller);
            for (Quota quota : policy.quotas().stream().filter(which).toList()) {
                takes.add(new Take(counter(policy, quota, caller, ask), quota, amount(quota, ask)));
                policies.add(policy);
            }
        }
        return new Bill(new Claim(caller.tenant(), ask.call(), takes), policies);
    }

    private String counter(LimitPolicy policy, Quota quota, Permitted caller, Ask ask) {
        String subject =
                switch (policy.subject()) {
                    case KEY -> caller.key().value();
                    case USER ->
                            caller.scope()
                                    .user()
                                    .map(user -> "user/" + user.value())
                                    .orElseGet(() -> "key/" + caller.key().value());
                    case REGION -> limits.regions().of(ask.from().address()).value();
                    case TENANT -> "";
                    case ADDRESS -> ask.from().address();
                    case ENDPOINT -> ask.from().endpoint();
                };
        return policy.name().value()
                + '/'
                + quota.measure()
                + '/'
                + policy.subject()
                + '/'
                + subject;
    }

    private static long amount(Quota quota, Ask ask) {
        return switch (quota.measure()) {
            case REQUESTS, CONCURRENT -> 1;
            case TOKENS -> ask.demand().tokens();
            case BYTES -> ask.bytes();
        };
    }
}
