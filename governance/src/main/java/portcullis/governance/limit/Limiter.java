package portcullis.governance.limit;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
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
    private final Clock clock;
    private final CountersHere near;
    private final Optional<Counters> shared;
    private final DayLedger money;
    private final LongAdder alone = new LongAdder();

    /** Counts in this process only. */
    public Limiter(Limits limits, Clock clock) {
        this(limits, clock, System::nanoTime, Optional.empty());
    }

    /** Counts with other replicas. */
    public Limiter(Limits limits, Clock clock, Counters shared) {
        this(limits, clock, System::nanoTime, Optional.of(shared));
    }

    /**
     * @param nanos the monotonic clock that refills
     */
    Limiter(Limits limits, Clock clock, LongSupplier nanos, Optional<Counters> shared) {
        this.limits = limits;
        this.clock = clock;
        this.near = new CountersHere(clock, nanos);
        this.shared = shared;
        this.money = new DayLedger(limits.dailyBudgetMicros());
    }

    /** Decisions that this replica made alone because the shared counters were away. */
    public long decidedAlone() {
        return alone.sum();
    }

    /** A claim and the policies it stands for, in the same order. */
    private record Bill(Claim claim, List<LimitPolicy> policies) {}

    /** Who counted, and what. */
    private record Counted(Counters by, Claim claim, Taken taken) {}

    /**
     * Takes what the request wants of every policy. Complete at once unless counters are shared.
     */
    public CompletionStage<Admission> admit(Permitted caller, Ask ask) {
        Bill bill = bill(caller, ask);
        long today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toEpochDay();
        Outcome<?> paid = money.reserve(caller.tenant(), today, ask.demand().costMicros());
        if (paid instanceof Outcome.Refused<?>(Refusal refusal)) {
            return look(bill)
                    .thenApply(standing -> new Admission(Outcome.refused(refusal), standing));
        }
        return count(bill.claim())
                .thenApply(
                        counted -> {
                            if (!(counted.taken() instanceof Taken.All)) {
                                money.settle(caller.tenant(), today, ask.demand().costMicros(), 0);
                            }
                            return admission(caller, ask, bill, counted, today);
                        });
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
        return look(bill(caller, nothing));
    }

    private CompletionStage<Standing> look(Bill bill) {
        List<Take> looks =
                bill.claim().takes().stream()
                        .map(take -> new Take(take.counter(), take.quota(), 0))
                        .toList();
        Claim look = new Claim(bill.claim().tenant(), bill.claim().call(), looks);
        return count(look).thenApply(counted -> standing(bill, counted));
    }

    private CompletionStage<Counted> count(Claim claim) {
        if (shared.isEmpty()) {
            return CompletableFuture.completedFuture(new Counted(near, claim, near.decide(claim)));
        }
        Counters far = shared.get();
        return far.take(claim)
                .thenApply(
                        taken ->
                                taken instanceof Taken.Away
                                        ? alone(claim)
                                        : new Counted(far, claim, taken));
    }

    private Counted alone(Claim claim) {
        alone.increment();
        return switch (limits.away()) {
            case Limits.Deny _ -> new Counted(near, claim, new Taken.Away());
            case Limits.LocalShare(int replicas) -> {
                Claim share = claim.share(replicas);
                yield new Counted(near, share, near.decide(share));
            }
        };
    }

    private Admission admission(Permitted caller, Ask ask, Bill bill, Counted counted, long today) {
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
                                            settling(caller, ask, counted, levels, today))),
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

    private Admitted.Settling settling(
            Permitted caller, Ask ask, Counted counted, List<Taken.Level> levels, long today) {
        return (tokens, micros) -> {
            money.settle(caller.tenant(), today, ask.demand().costMicros(), micros);
            giveBack(counted, levels, tokens);
        };
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
        List<Taken.Level> levels =
                switch (counted.taken()) {
                    case Taken.All(List<Taken.Level> all) -> all;
                    case Taken.Lacking shortage -> shortage.levels();
                    case Taken.Away _ -> List.of();
                };
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

    private Bill bill(Permitted caller, Ask ask) {
        List<Take> takes = new ArrayList<>();
        List<LimitPolicy> policies = new ArrayList<>();
        for (Label name : ask.policies()) {
            LimitPolicy policy = limits.policy(name);
            for (Quota quota : policy.quotas()) {
                takes.add(new Take(counter(policy, quota, caller, ask), quota, amount(quota, ask)));
                policies.add(policy);
            }
        }
        return new Bill(new Claim(caller.tenant(), ask.call(), takes), policies);
    }

    private static String counter(LimitPolicy policy, Quota quota, Permitted caller, Ask ask) {
        String subject =
                switch (policy.subject()) {
                    case KEY -> caller.key().value();
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
            case REQUESTS -> 1;
            case TOKENS -> ask.demand().tokens();
            case BYTES -> ask.bytes();
        };
    }
}
