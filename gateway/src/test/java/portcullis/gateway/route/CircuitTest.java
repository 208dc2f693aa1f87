package portcullis.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import portcullis.gateway.Model;
import portcullis.gateway.Target;
import portcullis.gateway.route.RouteEvent.Origin;
import portcullis.gateway.route.Trouble.Cause;
import portcullis.gateway.route.Trouble.Phase;
import portcullis.kernel.Deadline;
import portcullis.kernel.Event;
import portcullis.kernel.Label;
import portcullis.kernel.RequestId;

class CircuitTest {
    private final AtomicLong now = new AtomicLong(7);
    private final Circuit circuit = new Circuit(now::get);

    private void pass(Duration span) {
        now.addAndGet(span.toNanos());
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorClass.class,
            names = {"THROTTLED", "UNAVAILABLE", "TIMED_OUT", "MALFORMED"})
    @Tag("R-002")
    void fiveFailuresOfOneKindOpen(ErrorClass kind) {
        for (int i = 0; i < 4; i++) {
            assertThat(circuit.failed(kind)).isEmpty();
        }
        assertThat(circuit.admits()).isTrue();
        assertThat(circuit.failed(kind)).contains(Duration.ofSeconds(5));
        assertThat(circuit.admits()).isFalse();
    }

    @Test
    @Tag("R-002")
    void kindsAreCountedApart() {
        for (int i = 0; i < 4; i++) {
            assertThat(circuit.failed(ErrorClass.TIMED_OUT)).isEmpty();
            assertThat(circuit.failed(ErrorClass.UNAVAILABLE)).isEmpty();
        }
        assertThat(circuit.isOpen()).isFalse();
    }

    @Test
    void moreSuccessesThanFailuresKeepItClosed() {
        for (int i = 0; i < 60; i++) {
            boolean fails = i % 3 == 0;
            if (fails) {
                assertThat(circuit.failed(ErrorClass.UNAVAILABLE)).isEmpty();
            } else {
                circuit.succeeded(now.get() + 1);
            }
        }
        assertThat(circuit.isOpen()).isFalse();
    }

    @Test
    @Tag("R-007")
    void oneRefusedKeyRestsFiveMinutes() {
        assertThat(circuit.failed(ErrorClass.AUTHENTICATION)).contains(Duration.ofMinutes(5));
        pass(Duration.ofSeconds(299));
        assertThat(circuit.admits()).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(circuit.admits()).isTrue();
    }

    @Test
    void oneProbeAtATimeGoesThrough() {
        circuit.rest(ErrorClass.UNAVAILABLE, Duration.ofSeconds(5));
        pass(Duration.ofSeconds(5));
        assertThat(circuit.admits()).isTrue();
        assertThat(circuit.admits()).isFalse();
        pass(Duration.ofSeconds(30));
        assertThat(circuit.admits()).as("a probe that never ended").isTrue();
    }

    @Test
    void aProbeThatSaysNothingMakesRoomForTheNext() {
        circuit.rest(ErrorClass.UNAVAILABLE, Duration.ofSeconds(5));
        pass(Duration.ofSeconds(5));
        assertThat(circuit.admits()).isTrue();
        circuit.unsaid();
        assertThat(circuit.admits()).isTrue();
    }

    @Test
    void restsGrowFromFiveSecondsToAMinute() {
        List<Duration> rests = new ArrayList<>();
        circuit.rest(ErrorClass.UNAVAILABLE, Duration.ZERO);
        for (int i = 0; i < 6; i++) {
            assertThat(circuit.admits()).isTrue();
            Duration rest = circuit.failed(ErrorClass.UNAVAILABLE).orElseThrow();
            rests.add(rest);
            pass(rest);
        }
        assertThat(rests.stream().map(Duration::toSeconds).toList())
                .containsExactly(5L, 10L, 20L, 40L, 60L, 60L);
    }

    @Test
    void aProbeThatFailsInAnotherWayRestsTheTargetToo() {
        circuit.rest(ErrorClass.UNAVAILABLE, Duration.ofSeconds(5));
        pass(Duration.ofSeconds(5));
        assertThat(circuit.admits()).isTrue();
        assertThat(circuit.failed(ErrorClass.TIMED_OUT)).isPresent();
        assertThat(circuit.admits()).isFalse();
    }

    @Test
    void oneSuccessClosesAll() {
        circuit.rest(ErrorClass.UNAVAILABLE, Duration.ofSeconds(5));
        circuit.rest(ErrorClass.TIMED_OUT, Duration.ofSeconds(5));
        assertThat(circuit.succeeded(now.get() + 1)).isTrue();
        assertThat(circuit.isOpen()).isFalse();
        assertThat(circuit.succeeded(now.get() + 1)).as("it was closed already").isFalse();
    }

    @Test
    void aCallThatWasOnItsWayBeforeDoesNotClose() {
        long sent = now.get();
        pass(Duration.ofSeconds(1));
        circuit.rest(ErrorClass.THROTTLED, Duration.ofSeconds(5));
        assertThat(circuit.succeeded(sent)).isFalse();
        assertThat(circuit.isOpen()).isTrue();
    }

    /** Two routers that tell each other at once. */
    private static final class Wire implements Cooldowns {
        private final List<Consumer<Opening>> others = new ArrayList<>();
        private final List<Consumer<Opening>> own = new ArrayList<>();

        @Override
        public void opened(Opening opening) {
            others.forEach(ear -> ear.accept(opening));
        }

        @Override
        public void listen(Consumer<Opening> ear) {
            own.add(ear);
        }
    }

    @Test
    @Tag("R-002")
    void whatOneProcessSeesFailTheOtherPassesOver() {
        Wire here = new Wire();
        Wire there = new Wire();
        List<Event> told = new ArrayList<>();
        Router one = new Router(now::get, new Random(1), told::add, here);
        Router other = new Router(now::get, new Random(1), told::add, there);
        here.others.addAll(there.own);
        there.others.addAll(here.own);
        Target first = new Target(new Label("p0"), "a");
        Target second = new Target(new Label("p1"), "b");
        Model model = Model.of(new Label("m"), List.of(first, second));
        Wanted wanted = new Wanted(RequestId.random(), true, false);
        Deadline deadline = Deadline.in(Duration.ofMinutes(1), now::get);

        Route failing = one.plan(model, wanted, deadline);
        failing.begin();
        failing.after(new Trouble.Unavailable(Cause.AUTHENTICATION));

        Step step = other.plan(model, wanted, deadline).begin();
        assertThat(step).isEqualTo(new Step.Try(second, Duration.ZERO, Step.Reason.PASSED_OVER));
        Duration rest = Duration.ofMinutes(5);
        Label label = first.label();
        assertThat(told)
                .contains(
                        new RouteEvent.BreakerOpened(
                                label, ErrorClass.AUTHENTICATION, rest, Origin.HERE),
                        new RouteEvent.BreakerOpened(
                                label, ErrorClass.AUTHENTICATION, rest, Origin.ANOTHER_PROCESS));
    }

    @Test
    void whatSaysNothingAgainstTheTargetHasNoKind() {
        for (Trouble.Reason reason : Trouble.Reason.values()) {
            assertThat(ErrorClass.of(new Trouble.Rejected(reason))).isEmpty();
        }
        assertThat(ErrorClass.of(new Trouble.Unavailable(Cause.BUSY))).isEmpty();
        assertThat(ErrorClass.of(new Trouble.TimedOut(Phase.FIRST_TOKEN)))
                .isEqualTo(Optional.of(ErrorClass.TIMED_OUT));
    }
}
