package portcullis.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import portcullis.gateway.CacheRule;
import portcullis.gateway.Model;
import portcullis.gateway.Routing;
import portcullis.gateway.Strategy;
import portcullis.gateway.StreamFailure;
import portcullis.gateway.Target;
import portcullis.gateway.route.Route.Hedge;
import portcullis.gateway.route.Trouble.Cause;
import portcullis.gateway.route.Trouble.Phase;
import portcullis.kernel.Deadline;
import portcullis.kernel.Event;
import portcullis.kernel.Label;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;

class HedgeTest {
    private static final Target FIRST = new Target(new Label("p0"), "a");
    private static final Target SECOND = new Target(new Label("p1"), "b");
    private static final Wanted STREAM = new Wanted(RequestId.random(), true, false);

    private final AtomicLong now = new AtomicLong(-9);
    private final List<Event> told = new ArrayList<>();
    private final Router router =
            new Router(now::get, new Random(1), told::add, Cooldowns.ofOneProcess());

    private Route plan(boolean hedge, Wanted wanted, Target... targets) {
        Model model =
                new Model(
                        new Label("m"),
                        List.of(targets),
                        Model.STANDARD_TIMEOUTS,
                        StreamFailure.CONTINUE,
                        CacheRule.OFF,
                        new Routing(Strategy.ORDERED, hedge));
        Route route = router.plan(model, wanted, Deadline.in(Duration.ofMinutes(1), now::get));
        route.begin();
        route.sent();
        return route;
    }

    private Route plan() {
        return plan(true, STREAM, FIRST, SECOND);
    }

    /** A hundred calls, of which the five slowest took a second. */
    private void learn() {
        for (int i = 1; i <= 100; i++) {
            Route route = plan();
            now.addAndGet(Duration.ofMillis(i % 20 == 0 ? 1_000 : 10 + i % 20).toNanos());
            route.began();
            route.answered();
        }
    }

    @Test
    void theSecondIsAskedAtTheLearnedPercentile() {
        assertThat(plan().hedgeAfter()).as("nothing learned yet").isEmpty();
        learn();
        assertThat(plan().hedgeAfter()).contains(Duration.ofMillis(29));
    }

    @Test
    void toolsPlainAnswersAndModelsThatDoNotWishItAreNotDoubled() {
        learn();
        Wanted tools = new Wanted(RequestId.random(), true, true);
        Wanted plain = new Wanted(RequestId.random(), false, false);
        assertThat(plan(true, tools, FIRST, SECOND).hedgeAfter()).isEmpty();
        assertThat(plan(true, plain, FIRST, SECOND).hedgeAfter()).isEmpty();
        assertThat(plan(false, STREAM, FIRST, SECOND).hedgeAfter()).isEmpty();
        assertThat(plan(true, STREAM, FIRST).hedgeAfter()).isEmpty();
    }

    @Test
    void oneCallInTwentyIsDoubled() {
        int hedged = 0;
        for (int i = 0; i < 1_000; i++) {
            hedged += plan().hedge().isPresent() ? 1 : 0;
        }
        assertThat(hedged).isBetween(45, 51);
    }

    @Test
    void aRestingTargetIsNoHedge() {
        router.watched(SECOND).circuit().rest(ErrorClass.UNAVAILABLE, Duration.ofSeconds(5));
        assertThat(plan().hedge()).isEmpty();
    }

    @Test
    void theWinnerIsTheCurrentTarget() {
        Route route = plan();
        Hedge hedge = route.hedge().orElseThrow();
        assertThat(hedge.target()).isEqualTo(SECOND);
        now.addAndGet(Duration.ofMillis(3).toNanos());
        hedge.won();
        route.answered();
        assertThat(router.watched(SECOND).latency().mean(now.get())).isEqualTo(3e6);
        Step next = route.after(new Trouble.Unavailable(Cause.AUTHENTICATION));
        assertThat(next).isEqualTo(new Step.GiveUp(RefusalCode.PROVIDER_UNAVAILABLE));
        assertThat(router.watched(SECOND).circuit().isOpen()).isTrue();
        assertThat(router.watched(FIRST).circuit().isOpen()).isFalse();
    }

    @Test
    void aHedgeThatFailsLeavesTheFirstAlone() {
        Route route = plan();
        route.hedge().orElseThrow().lost(new Trouble.Unavailable(Cause.AUTHENTICATION));
        assertThat(router.watched(SECOND).circuit().isOpen()).isTrue();
        assertThat(route.after(new Trouble.Unavailable(Cause.SERVER_ERROR)))
                .isInstanceOfSatisfying(
                        Step.Try.class, step -> assertThat(step.target()).isEqualTo(FIRST));
    }

    @Test
    void whenTheFirstFailsTheHedgeGoesOnAlone() {
        Route route = plan();
        route.hedge().orElseThrow().remains(new Trouble.TimedOut(Phase.FIRST_TOKEN));
        assertThat(route.lastTrouble()).contains(new Trouble.TimedOut(Phase.FIRST_TOKEN));
        assertThat(route.after(new Trouble.TimedOut(Phase.FIRST_TOKEN)))
                .isEqualTo(new Step.GiveUp(RefusalCode.PROVIDER_TIMEOUT));
    }

    @Test
    void aHedgeIsTold() {
        plan().hedge();
        assertThat(told)
                .contains(
                        new RouteEvent.TargetChosen(
                                STREAM.request(),
                                SECOND.label(),
                                Step.Reason.HEDGE,
                                Duration.ZERO));
    }
}
