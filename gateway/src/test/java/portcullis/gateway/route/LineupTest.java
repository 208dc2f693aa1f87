package portcullis.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import portcullis.gateway.CacheRule;
import portcullis.gateway.Model;
import portcullis.gateway.Price;
import portcullis.gateway.Routing;
import portcullis.gateway.Strategy;
import portcullis.gateway.StreamFailure;
import portcullis.gateway.Target;
import portcullis.gateway.Target.Traits;
import portcullis.kernel.Deadline;
import portcullis.kernel.EventLog;
import portcullis.kernel.Label;
import portcullis.kernel.RequestId;

class LineupTest {
    private final AtomicLong now = new AtomicLong();
    private final Router router =
            new Router(now::get, new Random(5), EventLog.silent(), Cooldowns.ofOneProcess());

    private static Target target(String name, int weight, long price) {
        return new Target(new Label(name), "m", new Price(price, price), new Traits(weight, 4_096));
    }

    private static Model model(Strategy strategy, List<Target> targets) {
        return new Model(
                new Label("m"),
                targets,
                Model.STANDARD_TIMEOUTS,
                StreamFailure.CONTINUE,
                CacheRule.OFF,
                new Routing(strategy, false));
    }

    /** Asks once; the answer's first token comes when it says. */
    private Target asked(Model model, Map<Target, Duration> speed) {
        Wanted wanted = new Wanted(RequestId.random(), true, false);
        Route route = router.plan(model, wanted, Deadline.in(Duration.ofMinutes(1), now::get));
        if (!(route.begin() instanceof Step.Try(Target target, var _, var _))) {
            throw new AssertionError("nobody was asked");
        }
        route.sent();
        now.addAndGet(speed.getOrDefault(target, Duration.ofMillis(10)).toNanos());
        route.began();
        route.answered();
        return target;
    }

    private Map<Target, Integer> asked(int times, Model model, Map<Target, Duration> speed) {
        Map<Target, Integer> counts = new HashMap<>();
        for (int i = 0; i < times; i++) {
            counts.merge(asked(model, speed), 1, Integer::sum);
        }
        return counts;
    }

    @Test
    void weightsAreShares() {
        Target heavy = target("heavy", 3, 0);
        Target light = target("light", 1, 0);
        Map<Target, Integer> counts =
                asked(4_000, model(Strategy.WEIGHTED, List.of(light, heavy)), Map.of());
        assertThat(counts.get(heavy)).isBetween(2_850, 3_150);
    }

    @Test
    void theCheapestComesFirst() {
        Target dear = target("dear", 1, 500);
        Target cheap = target("cheap", 1, 5);
        Model model = model(Strategy.CHEAPEST, List.of(dear, cheap));
        assertThat(asked(10, model, Map.of())).containsOnlyKeys(cheap);
    }

    @Test
    void theQuickerOneIsAskedMoreOften() {
        Target quick = target("quick", 1, 0);
        Target slow = target("slow", 1, 0);
        Model model = model(Strategy.LEAST_LATENCY, List.of(slow, quick));
        Map<Target, Duration> speed =
                Map.of(quick, Duration.ofMillis(5), slow, Duration.ofMillis(500));
        assertThat(asked(200, model, speed).get(quick)).isGreaterThan(190);
    }

    @Test
    void aTargetThatWasSlowIsTriedAgainInTime() {
        Target quick = target("quick", 1, 0);
        Target slow = target("slow", 1, 0);
        Model model = model(Strategy.LEAST_LATENCY, List.of(slow, quick));
        asked(5, model, Map.of(quick, Duration.ofSeconds(1), slow, Duration.ofSeconds(4)));
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        Map<Target, Duration> mended = Map.of(quick, Duration.ofSeconds(1));
        assertThat(asked(50, model, mended).get(slow)).isGreaterThan(40);
    }

    @Provide
    Arbitrary<List<Target>> targets() {
        return Combinators.combine(
                        Arbitraries.strings().alpha().ofLength(6),
                        Arbitraries.integers().between(1, 9),
                        Arbitraries.longs().between(0, 1_000))
                .as(LineupTest::target)
                .list()
                .uniqueElements(Target::label)
                .ofMinSize(1)
                .ofMaxSize(7);
    }

    /** Nobody is forgotten and nobody is asked twice. */
    @Property(tries = 200)
    void everyStrategyKeepsEveryTarget(
            @ForAll("targets") List<Target> targets, @ForAll Strategy strategy, @ForAll long seed) {
        Random random = new Random(seed);
        Lineup lineup = new Lineup(random, target -> target.traits().weight());
        assertThat(lineup.of(model(strategy, targets)))
                .containsExactlyInAnyOrderElementsOf(targets);
    }
}
