package portcullis.governance.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.governance.Permission;
import portcullis.governance.Visits;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.RequestId;
import portcullis.kernel.TenantId;

/** Long windows are counted in the database while the shared counters are away. */
class LongWindowsTest {
    private static final TenantId CLINIC = new TenantId("clinic");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Label LIMIT = new Label("limit");
    private static final Duration DAY = Duration.ofDays(1);

    private final AtomicLong nanos = new AtomicLong();
    private Instant now = NOON;

    private final class Wall extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private static LimitPolicy daily(Label name, Subject subject, long requests) {
        return LimitPolicy.window(
                name.value(), subject, Map.of(Measure.REQUESTS, new Rate(requests, DAY)));
    }

    private static Ask ask(String address, String endpoint) {
        return new Ask(
                RequestId.random(),
                List.of(LIMIT),
                Demand.ONE_REQUEST,
                0,
                new Ask.Origin(address, endpoint));
    }

    private static Admission admit(Limiter limiter, Permitted caller, Ask ask) {
        return limiter.admit(caller, ask).toCompletableFuture().join();
    }

    private static int admissions(Limiter limiter, Permitted caller, Ask ask) {
        int admitted = 0;
        for (int i = 0; i < 20; i++) {
            Ask again = new Ask(RequestId.random(), ask.policies(), ask.demand(), 0, ask.from());
            admitted += admit(limiter, caller, again).outcome() instanceof Outcome.Passed ? 1 : 0;
        }
        return admitted;
    }

    private static Permitted anybody() {
        return Visits.permitted(CLINIC, Permission.MODEL_CALL);
    }

    /** Stands for the database: whole limits, whichever replica asks. */
    private final class Windows implements Counters {
        private final CountersHere behind = new CountersHere(new Wall(), nanos::get);
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

    @Test
    @Tag("GOV-27")
    void longWindowsStayWholeWhileTheSharedCountersAreAway() {
        Windows windows = new Windows();
        Limiter one = replica(windows);
        Limiter two = replica(windows);
        Permitted caller = anybody();
        int together = admissions(one, caller, ask("", "")) + admissions(two, caller, ask("", ""));
        assertThat(together).as("the whole window, not two halves").isEqualTo(6);
        now = now.plus(DAY);
        windows.away = true;
        assertThat(admissions(one, caller, ask("", ""))).as("a share").isEqualTo(3);
    }

    @Test
    @Tag("GOV-27")
    void aShortLimitThatRefusesGivesTheLongOneBack() {
        Windows windows = new Windows();
        LimitPolicy brief =
                LimitPolicy.window(
                        "brief",
                        Subject.KEY,
                        Map.of(Measure.REQUESTS, new Rate(4, Duration.ofMinutes(1))));
        Limiter limiter = replica(windows, brief);
        Permitted caller = anybody();
        Ask both =
                new Ask(
                        RequestId.random(),
                        List.of(LIMIT, brief.name()),
                        Demand.ONE_REQUEST,
                        0,
                        new Ask.Origin("", ""));
        assertThat(admissions(limiter, caller, both)).as("its share of 4").isEqualTo(2);
        assertThat(
                        limiter.standing(caller, List.of(LIMIT), new Ask.Origin("", ""))
                                .toCompletableFuture()
                                .join()
                                .requests()
                                .orElseThrow()
                                .remaining())
                .isEqualTo(4);
    }

    /** With shared counters that are always away. */
    private Limiter replica(Counters windows, LimitPolicy... more) {
        Map<Label, LimitPolicy> all =
                new LinkedHashMap<>(
                        Limits.standard(
                                Limits.modelApi(Rate.perMinute(60), Rate.perMinute(1_000), 1.5)));
        all.put(LIMIT, daily(LIMIT, Subject.KEY, 6));
        for (LimitPolicy policy : more) {
            all.put(policy.name(), policy);
        }
        Counters nobody =
                new Counters() {
                    @Override
                    public CompletionStage<Taken> take(Claim claim) {
                        return CompletableFuture.completedFuture(new Taken.Away());
                    }

                    @Override
                    public void giveBack(Claim claim, List<Taken.Level> levels) {}
                };
        return new Limiter(new Limits(all, new Limits.LocalShare(2)), new Wall(), nobody, windows);
    }
}
