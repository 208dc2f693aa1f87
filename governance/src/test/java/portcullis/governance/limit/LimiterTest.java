package portcullis.governance.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.governance.Permission;
import portcullis.governance.Visits;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.TenantId;

class LimiterTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final Permitted caller = Visits.permitted(Permission.MODEL_CALL);
    private Instant now = NOON;

    private Limiter limiter(long requests, long tokens, OptionalLong budget) {
        Limits limits = new Limits(Rate.perMinute(requests), Rate.perMinute(tokens), budget);
        return new Limiter(limits, new Wall(), nanos::get, Optional.empty());
    }

    private Limiter limiter(long requests, long tokens) {
        return limiter(requests, tokens, OptionalLong.empty());
    }

    private void pass(Duration span) {
        nanos.addAndGet(span.toNanos());
    }

    private static Refusal refusal(Outcome<Admitted> outcome) {
        return ((Outcome.Refused<Admitted>) outcome).refusal();
    }

    private Standing standing(Limiter limiter) {
        return limiter.standing(caller, List.of(Limits.MODEL_API), new Ask.Origin("", ""))
                .toCompletableFuture()
                .join();
    }

    private static int admissions(Limiter limiter, Permitted caller, int tries) {
        int admitted = 0;
        for (int i = 0; i < tries; i++) {
            admitted += limiter.admit(caller, Demand.ONE_REQUEST) instanceof Outcome.Passed ? 1 : 0;
        }
        return admitted;
    }

    @Test
    @Tag("GOV-23")
    void burstIsOneAndAHalfTimesTheRateThenTheRateRules() {
        Limiter limiter = limiter(60, 1_000);

        assertThat(admissions(limiter, caller, 200)).isEqualTo(90);
        pass(Duration.ofSeconds(10));
        assertThat(admissions(limiter, caller, 200)).isEqualTo(10);
        pass(Duration.ofHours(10));
        assertThat(admissions(limiter, caller, 200)).isEqualTo(90);
    }

    @Test
    @Tag("GOV-24")
    void refusalNamesTheLimitAndAWaitThatIsTrue() {
        Limiter limiter = limiter(60, 1_000);
        admissions(limiter, caller, 90);

        Refusal refusal = refusal(limiter.admit(caller, Demand.ONE_REQUEST));
        assertThat(refusal.code()).isEqualTo(RefusalCode.OVER_LIMIT);
        assertThat(refusal.limit()).hasValue(60);
        Duration wait = refusal.pause().orElseThrow();
        pass(wait.minusNanos(1));
        assertThat(limiter.admit(caller, Demand.ONE_REQUEST)).isInstanceOf(Outcome.Refused.class);
        pass(Duration.ofNanos(1));
        assertThat(limiter.admit(caller, Demand.ONE_REQUEST)).isInstanceOf(Outcome.Passed.class);
    }

    @Test
    @Tag("GOV-23")
    void worstCaseIsReservedAndTheSurplusComesBack() {
        Limiter limiter = limiter(60, 1_000);
        Admitted first = Visits.passed(limiter.admit(caller, Demand.ofTokens(1_500)));
        assertThat(limiter.admit(caller, Demand.ofTokens(1))).isInstanceOf(Outcome.Refused.class);

        first.settle(100);
        assertThat(limiter.admit(caller, Demand.ofTokens(1_401)))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(limiter.admit(caller, Demand.ofTokens(1_400)))
                .isInstanceOf(Outcome.Passed.class);
    }

    @Test
    void settlingTwiceGivesBackOnce() {
        Limiter limiter = limiter(60, 1_000);
        Admitted first = Visits.passed(limiter.admit(caller, Demand.ofTokens(500)));
        Visits.passed(limiter.admit(caller, Demand.ofTokens(1_000)));

        first.settle(0);
        first.settle(0);
        assertThat(limiter.admit(caller, Demand.ofTokens(501))).isInstanceOf(Outcome.Refused.class);
        assertThat(limiter.admit(caller, Demand.ofTokens(500))).isInstanceOf(Outcome.Passed.class);
    }

    @Test
    void usingMoreThanReservedIsADebt() {
        Limiter limiter = limiter(60, 1_000);
        Visits.passed(limiter.admit(caller, Demand.ofTokens(0))).settle(2_500);

        pass(Duration.ofSeconds(60));
        assertThat(limiter.admit(caller, Demand.ofTokens(1))).isInstanceOf(Outcome.Refused.class);
        pass(Duration.ofSeconds(1));
        assertThat(limiter.admit(caller, Demand.ofTokens(1))).isInstanceOf(Outcome.Passed.class);
    }

    @Test
    void lyingUsageCannotLockAKeyOutForEver() {
        Limiter limiter = limiter(60, 1_000);
        Visits.passed(limiter.admit(caller, Demand.ONE_REQUEST)).settle(Long.MAX_VALUE);

        pass(Duration.ofMinutes(17));
        assertThat(limiter.admit(caller, Demand.ofTokens(1_000)))
                .isInstanceOf(Outcome.Passed.class);
    }

    @Test
    @Tag("GOV-22")
    void whatIsRefusedTakesNothing() {
        Limiter limiter = limiter(2, 1_000);
        for (int i = 0; i < 10; i++) {
            assertThat(refusal(limiter.admit(caller, Demand.ofTokens(1_501))).pause()).isEmpty();
        }

        assertThat(admissions(limiter, caller, 10)).isEqualTo(3);
        assertThat(standing(limiter).tokens().orElseThrow().remaining()).isEqualTo(1_000);
    }

    @Test
    void keysDoNotShareABucket() {
        Limiter limiter = limiter(60, 1_000);
        admissions(limiter, caller, 100);

        assertThat(admissions(limiter, Visits.permitted(Permission.MODEL_CALL), 100)).isEqualTo(90);
    }

    @Test
    @Tag("GOV-24")
    void standingCountsDownAndSaysWhenAllIsFresh() {
        Limiter limiter = limiter(60, 1_000);
        assertThat(standing(limiter).requests())
                .contains(new Standing.Dimension(60, 60, Duration.ZERO));

        admissions(limiter, caller, 40);
        assertThat(standing(limiter).requests())
                .contains(new Standing.Dimension(60, 50, Duration.ofSeconds(40)));
    }

    @Test
    void spentBudgetRefusesUntilTheNextUtcDay() {
        Limiter limiter = limiter(60, 1_000, OptionalLong.of(100));
        Visits.passed(limiter.admit(caller, new Demand(0, 60))).settle(0, 60);
        assertThat(refusal(limiter.admit(caller, new Demand(0, 41))).code())
                .isEqualTo(RefusalCode.BUDGET_SPENT);
        Visits.passed(limiter.admit(caller, new Demand(0, 40))).settle(0, 40);

        assertThat(refusal(limiter.admit(caller, Demand.ONE_REQUEST)).limit()).hasValue(100);
        now = Instant.parse("2026-03-01T23:59:59.999Z");
        assertThat(limiter.admit(caller, Demand.ONE_REQUEST)).isInstanceOf(Outcome.Refused.class);
        now = Instant.parse("2026-03-02T00:00:00Z");
        assertThat(limiter.admit(caller, Demand.ONE_REQUEST)).isInstanceOf(Outcome.Passed.class);
    }

    @Test
    void reservedMoneyIsNotSpentTwice() {
        Limiter limiter = limiter(60, 1_000, OptionalLong.of(100));
        Admitted running = Visits.passed(limiter.admit(caller, new Demand(0, 80)));
        assertThat(limiter.admit(caller, new Demand(0, 21))).isInstanceOf(Outcome.Refused.class);

        running.settle(0, 10);
        assertThat(limiter.admit(caller, new Demand(0, 90))).isInstanceOf(Outcome.Passed.class);
    }

    @Test
    void refusedCallFreesItsMoney() {
        Limiter limiter = limiter(1, 1_000, OptionalLong.of(100));
        Visits.passed(limiter.admit(caller, Demand.ONE_REQUEST));
        assertThat(refusal(limiter.admit(caller, new Demand(0, 100))).code())
                .isEqualTo(RefusalCode.OVER_LIMIT);

        pass(Duration.ofMinutes(1));
        assertThat(limiter.admit(caller, new Demand(0, 100))).isInstanceOf(Outcome.Passed.class);
    }

    @Test
    void callOfYesterdayIsPaidYesterday() {
        Limiter limiter = limiter(60, 1_000, OptionalLong.of(100));
        Admitted late = Visits.passed(limiter.admit(caller, new Demand(0, 100)));
        now = NOON.plus(Duration.ofDays(1));
        Visits.passed(limiter.admit(caller, Demand.ONE_REQUEST));

        late.settle(0, 100);
        assertThat(limiter.admit(caller, new Demand(0, 100))).isInstanceOf(Outcome.Passed.class);
    }

    @Test
    void tenantsDoNotShareABudget() {
        Limiter limiter = limiter(60, 1_000, OptionalLong.of(100));
        Visits.passed(limiter.admit(caller, new Demand(0, 100)));
        Permitted other = Visits.permitted(new TenantId("other"), Permission.MODEL_CALL);

        assertThat(limiter.admit(other, new Demand(0, 100))).isInstanceOf(Outcome.Passed.class);
    }

    @Test
    @Tag("GOV-22")
    void threadsTogetherNeverPassTheLimit() throws Exception {
        Limiter limiter = limiter(1_000, 1_000);
        CyclicBarrier together = new CyclicBarrier(8);
        Callable<Integer> crowd =
                () -> {
                    together.await(10, TimeUnit.SECONDS);
                    return admissions(limiter, caller, 1_000);
                };
        int admitted = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Integer> one : threads.invokeAll(Collections.nCopies(8, crowd))) {
                admitted += one.get();
            }
        }
        assertThat(admitted).isEqualTo(1_500);
    }

    /** Shows the time the test set. */
    private final class Wall extends Clock {
        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
