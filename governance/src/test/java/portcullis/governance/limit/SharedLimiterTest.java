package portcullis.governance.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.governance.Permission;
import portcullis.governance.Visits;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;

/** A limiter whose counters are elsewhere, and what it does when they are away (GOV-27). */
class SharedLimiterTest {
    private static final Ask.Origin HERE = new Ask.Origin("192.0.2.1", "/v1/chat/completions");
    private final Permitted caller = Visits.permitted(Permission.MODEL_CALL);
    private final Elsewhere elsewhere = new Elsewhere();

    /** Counters that can be away. */
    private static final class Elsewhere implements Counters {
        private final CountersHere behind = new CountersHere(Clock.systemUTC(), System::nanoTime);
        private boolean away;

        @Override
        public CompletionStage<Taken> take(Claim claim) {
            return away ? CompletableFuture.completedFuture(new Taken.Away()) : behind.take(claim);
        }

        @Override
        public void giveBack(Claim claim, List<Taken.Level> levels) {
            behind.giveBack(claim, levels);
        }
    }

    private Limiter limiter(Limits.WhenAway whenAway) {
        Rate daily = new Rate(12, Duration.ofDays(1));
        Limits limits =
                new Limits(
                        Map.of(
                                Limits.MODEL_API,
                                LimitPolicy.window(
                                        "default",
                                        Subject.KEY,
                                        Map.of(Measure.REQUESTS, daily, Measure.TOKENS, daily))),
                        whenAway);
        return new Limiter(limits, Clock.systemUTC(), System::nanoTime, Optional.of(elsewhere));
    }

    private Admission admit(Limiter limiter, long tokens) {
        Ask ask =
                new Ask(
                        RequestId.random(),
                        List.of(Limits.MODEL_API),
                        Demand.ofTokens(tokens),
                        0,
                        HERE);
        return limiter.admit(caller, ask).toCompletableFuture().join();
    }

    private int admissions(Limiter limiter) {
        int admitted = 0;
        for (int i = 0; i < 50; i++) {
            admitted += admit(limiter, 0).outcome() instanceof Outcome.Passed ? 1 : 0;
        }
        return admitted;
    }

    private static Refusal refusal(Admission admission) {
        return ((Outcome.Refused<Admitted>) admission.outcome()).refusal();
    }

    @Test
    @Tag("GOV-26")
    void twoReplicasShareOneLimit() {
        Limiter one = limiter(new Limits.LocalShare(4));
        Limiter two = limiter(new Limits.LocalShare(4));
        assertThat(admissions(one) + admissions(two)).isEqualTo(12);
        assertThat(one.decidedAlone()).isZero();
    }

    @Test
    @Tag("GOV-27")
    @Tag("OPS-78")
    void withoutTheSharedCountersEachEnforcesItsShare() {
        Limiter one = limiter(new Limits.LocalShare(4));
        elsewhere.away = true;
        assertThat(admissions(one)).isEqualTo(3);
        assertThat(one.decidedAlone()).isEqualTo(50);
        assertThat(refusal(admit(one, 0)).code()).isEqualTo(RefusalCode.OVER_LIMIT);
    }

    @Test
    @Tag("GOV-27")
    void orEverythingIsRefused() {
        Limiter one = limiter(new Limits.Deny(4));
        elsewhere.away = true;
        assertThat(refusal(admit(one, 0)).code()).isEqualTo(RefusalCode.STORE_UNAVAILABLE);
        elsewhere.away = false;
        assertThat(admit(one, 0).outcome()).isInstanceOf(Outcome.Passed.class);
    }

    @Test
    @Tag("GOV-23")
    void whatWasTakenElsewhereIsGivenBackThere() {
        Limiter one = limiter(new Limits.LocalShare(4));
        Admitted call = Visits.passed(admit(one, 12).outcome());
        assertThat(admit(one, 1).outcome()).isInstanceOf(Outcome.Refused.class);
        call.settle(2);
        assertThat(admit(limiter(new Limits.LocalShare(4)), 10).outcome())
                .isInstanceOf(Outcome.Passed.class);
    }

    @Test
    @Tag("GOV-24")
    void aRefusalShowsWhereTheCallerStands() {
        Limiter one = limiter(new Limits.LocalShare(4));
        admissions(one);
        Admission refused = admit(one, 0);
        assertThat(refused.outcome()).isInstanceOf(Outcome.Refused.class);
        assertThat(refused.standing().requests())
                .hasValueSatisfying(
                        requests -> {
                            assertThat(requests.limit()).isEqualTo(12);
                            assertThat(requests.remaining()).isZero();
                        });
    }

    @Test
    @Tag("GOV-22")
    void everyPolicyThatAppliesMustAdmit() {
        Limits limits =
                new Limits(
                        Map.of(
                                Limits.MODEL_API,
                                Limits.modelApi(Rate.perMinute(60), Rate.perMinute(1_000), 1.5),
                                new Label("upload"),
                                LimitPolicy.window(
                                        "upload",
                                        Subject.TENANT,
                                        Map.of(
                                                Measure.BYTES,
                                                new Rate(1_000, Duration.ofDays(1))))),
                        new Limits.LocalShare(1));
        Limiter limiter = new Limiter(limits, Clock.systemUTC());
        List<Label> both = List.of(Limits.MODEL_API, new Label("upload"));
        Ask large = new Ask(RequestId.random(), both, Demand.ONE_REQUEST, 700, HERE);
        assertThat(limiter.admit(caller, large).toCompletableFuture().join().outcome())
                .isInstanceOf(Outcome.Passed.class);
        Admission second = limiter.admit(caller, large).toCompletableFuture().join();
        assertThat(refusal(second).limit()).hasValue(1_000);
        assertThat(second.standing().requests())
                .hasValueSatisfying(left -> assertThat(left.remaining()).isEqualTo(60));
        assertThat(second.standing().rows()).hasSize(3);
        Permitted neighbour = Visits.permitted(Permission.MODEL_CALL);
        assertThat(limiter.admit(neighbour, large).toCompletableFuture().join().outcome())
                .as("a tenant's keys share its upload limit")
                .isInstanceOf(Outcome.Refused.class);
    }
}
