package portcullis.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import portcullis.gateway.Model;
import portcullis.gateway.Price;
import portcullis.gateway.Target;
import portcullis.gateway.route.Step.Reason;
import portcullis.gateway.route.Trouble.Cause;
import portcullis.gateway.route.Trouble.Phase;
import portcullis.kernel.Deadline;
import portcullis.kernel.Event;
import portcullis.kernel.Label;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;

class RouteTest {
    private static final Target FIRST = new Target(new Label("p0"), "a");
    private static final Target SECOND = new Target(new Label("p1"), "b");
    private static final Trouble ERROR = new Trouble.Unavailable(Cause.SERVER_ERROR);

    private static final Wanted WANTED = new Wanted(RequestId.random(), true, false);

    private final List<Event> told = new ArrayList<>();
    private final AtomicLong now = new AtomicLong(-5);
    private final Router router =
            new Router(now::get, new Random(1), told::add, Cooldowns.ofOneProcess());

    private Route plan(Target... targets) {
        return plan(Duration.ofMinutes(2), targets);
    }

    private Route plan(Duration total, Target... targets) {
        Model model = Model.of(new Label("m"), List.of(targets));
        return router.plan(model, WANTED, Deadline.in(total, now::get));
    }

    private static Target tried(Step step) {
        return switch (step) {
            case Step.Try(Target target, var _, var _) -> target;
            case Step.GiveUp(RefusalCode code) -> throw new AssertionError("gave up: " + code);
        };
    }

    private static RefusalCode gaveUp(Step step) {
        return switch (step) {
            case Step.Try(Target target, var _, var _) ->
                    throw new AssertionError("tries " + target);
            case Step.GiveUp(RefusalCode code) -> code;
        };
    }

    /** How each trouble is met by the first of two targets, and by a lone one for ever. */
    static Stream<Arguments> table() {
        return Stream.of(
                Arguments.of(ERROR, true, RefusalCode.PROVIDER_UNAVAILABLE),
                Arguments.of(unavailable(Cause.RESET), true, RefusalCode.PROVIDER_UNAVAILABLE),
                Arguments.of(unavailable(Cause.CONNECT), true, RefusalCode.PROVIDER_UNAVAILABLE),
                Arguments.of(
                        unavailable(Cause.AUTHENTICATION), false, RefusalCode.PROVIDER_UNAVAILABLE),
                Arguments.of(unavailable(Cause.NOT_FOUND), false, RefusalCode.PROVIDER_UNAVAILABLE),
                Arguments.of(
                        new Trouble.Throttled(Optional.empty()),
                        true,
                        RefusalCode.PROVIDER_UNAVAILABLE),
                Arguments.of(
                        new Trouble.Throttled(Optional.of(Duration.ofSeconds(2))),
                        true,
                        RefusalCode.PROVIDER_UNAVAILABLE),
                Arguments.of(
                        new Trouble.Throttled(Optional.of(Duration.ofSeconds(30))),
                        false,
                        RefusalCode.PROVIDER_UNAVAILABLE),
                Arguments.of(
                        new Trouble.TimedOut(Phase.FIRST_TOKEN),
                        false,
                        RefusalCode.PROVIDER_TIMEOUT),
                Arguments.of(new Trouble.TimedOut(Phase.IDLE), false, RefusalCode.PROVIDER_TIMEOUT),
                Arguments.of(
                        new Trouble.Malformed(Cause.NOT_JSON),
                        false,
                        RefusalCode.PROVIDER_MALFORMED),
                Arguments.of(new Trouble.Malformed(Cause.CUT), false, RefusalCode.PROVIDER_CUT));
    }

    private static Trouble unavailable(Cause cause) {
        return new Trouble.Unavailable(cause);
    }

    @ParameterizedTest
    @MethodSource("table")
    void eachTroubleIsRetriedOrPassedOn(Trouble trouble, boolean retried, RefusalCode last) {
        Route route = plan(FIRST, SECOND);
        assertThat(tried(route.begin())).isEqualTo(FIRST);
        Step next = route.after(trouble);
        assertThat(tried(next)).isEqualTo(retried ? FIRST : SECOND);
        for (int i = 0; i < 8 && next instanceof Step.Try; i++) {
            next = route.after(trouble);
        }
        assertThat(gaveUp(next)).isEqualTo(last);
    }

    @ParameterizedTest
    @EnumSource(Trouble.Reason.class)
    void whatIsWrongWithTheRequestIsNotRoutedAround(Trouble.Reason reason) {
        Route route = plan(FIRST, SECOND);
        route.begin();
        RefusalCode code = gaveUp(route.after(new Trouble.Rejected(reason)));
        assertThat(code)
                .isEqualTo(
                        switch (reason) {
                            case BAD_REQUEST -> RefusalCode.PROVIDER_REJECTED;
                            case CONTEXT_TOO_LONG -> RefusalCode.CONTEXT_TOO_LONG;
                            case CONTENT_FILTER -> RefusalCode.CONTENT_FILTERED;
                        });
    }

    @Test
    void aTargetIsAskedThreeTimesAtMost() {
        Route route = plan(FIRST);
        Step step = route.begin();
        int asked = 0;
        while (step instanceof Step.Try) {
            asked++;
            step = route.after(ERROR);
        }
        assertThat(asked).isEqualTo(3);
    }

    @Test
    void theVendorsPauseIsKept() {
        Route route = plan(FIRST);
        route.begin();
        Duration pause = Duration.ofSeconds(7);
        assertThat(route.after(new Trouble.Throttled(Optional.of(pause))))
                .isEqualTo(new Step.Try(FIRST, pause, Reason.RETRY));
    }

    @Test
    void nobodyWaitsBeyondTheDeadline() {
        Route route = plan(Duration.ofSeconds(10), FIRST);
        route.begin();
        Trouble slow = new Trouble.Throttled(Optional.of(Duration.ofSeconds(9)));
        assertThat(gaveUp(route.after(slow))).isEqualTo(RefusalCode.PROVIDER_UNAVAILABLE);
    }

    @Test
    void aFailingTargetRestsAndIsProbedOnce() {
        for (int i = 0; i < 3; i++) {
            Route route = plan(FIRST, SECOND);
            Step step = route.begin();
            while (tried(step).equals(FIRST)) {
                step = route.after(ERROR);
            }
            route.answered();
        }
        assertThat(tried(plan(FIRST, SECOND).begin())).isEqualTo(SECOND);
        now.addAndGet(Duration.ofSeconds(61).toNanos());
        Route probe = plan(FIRST, SECOND);
        assertThat(tried(probe.begin())).isEqualTo(FIRST);
        assertThat(tried(plan(FIRST, SECOND).begin())).isEqualTo(SECOND);
        probe.answered();
        assertThat(tried(plan(FIRST, SECOND).begin())).isEqualTo(FIRST);
    }

    @Test
    void aFailingProbeSendsTheTargetBackToRestWithoutARetry() {
        router.watched(FIRST).circuit().rest(ErrorClass.UNAVAILABLE, Duration.ofSeconds(5));
        now.addAndGet(Duration.ofSeconds(6).toNanos());
        Route probe = plan(FIRST, SECOND);
        assertThat(tried(probe.begin())).isEqualTo(FIRST);
        assertThat(tried(probe.after(ERROR))).isEqualTo(SECOND);
        assertThat(tried(plan(FIRST, SECOND).begin())).isEqualTo(SECOND);
    }

    @Test
    void aLoneTargetIsAskedEvenWhileItRests() {
        router.watched(FIRST).circuit().rest(ErrorClass.UNAVAILABLE, Duration.ofMinutes(5));
        Route route = plan(FIRST);
        assertThat(tried(route.begin())).isEqualTo(FIRST);
        assertThat(gaveUp(route.after(ERROR))).isEqualTo(RefusalCode.PROVIDER_UNAVAILABLE);
    }

    @Test
    void ofAllThatRestTheFirstToWakeIsAsked() {
        router.watched(FIRST).circuit().rest(ErrorClass.UNAVAILABLE, Duration.ofMinutes(5));
        router.watched(SECOND).circuit().rest(ErrorClass.UNAVAILABLE, Duration.ofMinutes(1));
        assertThat(tried(plan(FIRST, SECOND).begin())).isEqualTo(SECOND);
    }

    @Test
    void aWrongKeyRestsTheTargetForFiveMinutes() {
        Route route = plan(FIRST, SECOND);
        route.begin();
        route.after(unavailable(Cause.AUTHENTICATION));
        now.addAndGet(Duration.ofSeconds(299).toNanos());
        assertThat(tried(plan(FIRST, SECOND).begin())).isEqualTo(SECOND);
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(tried(plan(FIRST, SECOND).begin())).isEqualTo(FIRST);
    }

    @Test
    void retriesAreATenthOfTheTraffic() {
        int retries = 0;
        for (int i = 0; i < 1000; i++) {
            Target fresh = new Target(new Label("p" + i), "a");
            Route route = plan(fresh);
            route.begin();
            retries += route.after(ERROR) instanceof Step.Try ? 1 : 0;
        }
        assertThat(retries).isBetween(100, 125);
    }

    private static Target windowed(String name, int window) {
        return new Target(new Label(name), "m", Price.FREE, new Target.Traits(1, window));
    }

    @Test
    @Tag("R-005")
    void aConversationThatIsTooLongGoesOnlyToALargerWindow() {
        Target small = windowed("small", 4_096);
        Target same = windowed("same", 4_096);
        Target large = windowed("large", 128_000);
        Trouble tooLong = new Trouble.Rejected(Trouble.Reason.CONTEXT_TOO_LONG);
        Route route = plan(small, same, large);
        route.begin();
        assertThat(route.after(tooLong))
                .isEqualTo(new Step.Try(large, Duration.ZERO, Reason.LARGER_WINDOW));
        assertThat(gaveUp(route.after(tooLong))).isEqualTo(RefusalCode.CONTEXT_TOO_LONG);
        Route alike = plan(small, same);
        alike.begin();
        assertThat(gaveUp(alike.after(tooLong))).isEqualTo(RefusalCode.CONTEXT_TOO_LONG);
    }

    @Test
    void aLackOfOurOwnConnectionsIsOursAndNotTheTargets() {
        Trouble busy = unavailable(Cause.BUSY);
        for (int i = 0; i < 20; i++) {
            Route route = plan(FIRST, SECOND);
            route.begin();
            assertThat(tried(route.after(busy))).isEqualTo(SECOND);
            assertThat(gaveUp(route.after(busy))).isEqualTo(RefusalCode.PROVIDER_BUSY);
        }
        assertThat(router.watched(FIRST).circuit().isOpen()).isFalse();
    }

    @Test
    @Tag("R-011")
    @Tag("R-013")
    void everyDecisionIsToldWithItsReason() {
        Route route = plan(FIRST, SECOND);
        route.begin();
        route.after(new Trouble.TimedOut(Phase.FIRST_TOKEN));
        route.after(unavailable(Cause.AUTHENTICATION));
        RequestId id = WANTED.request();
        assertThat(told)
                .containsExactly(
                        new RouteEvent.TargetChosen(id, FIRST.label(), Reason.FIRST, Duration.ZERO),
                        new RouteEvent.TargetFailed(
                                id,
                                FIRST.label(),
                                Optional.of(ErrorClass.TIMED_OUT),
                                new Label("FIRST_TOKEN")),
                        new RouteEvent.TargetChosen(
                                id, SECOND.label(), Reason.FALLBACK, Duration.ZERO),
                        new RouteEvent.TargetFailed(
                                id,
                                SECOND.label(),
                                Optional.of(ErrorClass.AUTHENTICATION),
                                new Label("AUTHENTICATION")),
                        new RouteEvent.BreakerOpened(
                                SECOND.label(),
                                ErrorClass.AUTHENTICATION,
                                Duration.ofMinutes(5),
                                RouteEvent.Origin.HERE),
                        new RouteEvent.GaveUp(
                                id,
                                RefusalCode.PROVIDER_UNAVAILABLE,
                                Optional.of(new Label("AUTHENTICATION"))));
        assertThat(route.lastTrouble()).contains(unavailable(Cause.AUTHENTICATION));
    }

    @Test
    void aVendorWhoseQuotaIsNearlyUsedUpIsSpared() {
        Route route = plan(FIRST, SECOND);
        route.begin();
        route.spare(Duration.ofSeconds(8));
        route.answered();
        assertThat(tried(plan(FIRST, SECOND).begin())).isEqualTo(SECOND);
        now.addAndGet(Duration.ofSeconds(9).toNanos());
        assertThat(tried(plan(FIRST, SECOND).begin())).isEqualTo(FIRST);
    }

    @Test
    @Tag("R-003")
    void theChosenTargetLeadsAndTheOthersFollow() {
        Model chosen = Model.of(new Label("m"), List.of(FIRST, SECOND)).leading(SECOND);
        assertThat(chosen.targets()).containsExactly(SECOND, FIRST);
    }

    @Test
    @Tag("R-006")
    void aPlainAnswerMayTakeThirtySeconds() {
        assertThat(Model.STANDARD_TIMEOUTS.plain()).isEqualTo(Duration.ofSeconds(30));
        Route route = plan(Model.STANDARD_TIMEOUTS.plain(), FIRST, SECOND);
        route.begin();
        now.addAndGet(Duration.ofSeconds(30).toNanos());
        assertThat(gaveUp(route.after(ERROR))).isEqualTo(RefusalCode.PROVIDER_TIMEOUT);
    }
}
