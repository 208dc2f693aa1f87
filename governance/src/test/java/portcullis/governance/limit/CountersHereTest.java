package portcullis.governance.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import portcullis.governance.limit.Claim.Take;
import portcullis.kernel.RequestId;
import portcullis.kernel.TenantId;

/** Shapes on clocks that the test sets (GOV-23). */
class CountersHereTest {
    private static final TenantId CLINIC = new TenantId("clinic");
    private final AtomicLong nanos = new AtomicLong();
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final CountersHere counters = new CountersHere(new Wall(), nanos::get);

    private Taken take(Quota quota, long amount) {
        return counters.decide(claim(new Take("c", quota, amount)));
    }

    private static Claim claim(Take... takes) {
        return new Claim(CLINIC, RequestId.random(), List.of(takes));
    }

    private static Quota bucket(long amount, double burst) {
        return Quota.bucket(Measure.REQUESTS, Rate.perMinute(amount), burst);
    }

    private static Quota window(long amount, Duration period) {
        return Quota.window(Measure.REQUESTS, new Rate(amount, period));
    }

    /** However calls arrive, a span never sees more than the burst plus what it refilled. */
    @Property
    @Tag("GOV-23")
    void noScheduleGetsMoreThanTheRateAllows(
            @ForAll @IntRange(min = 1, max = 5_000) int rate,
            @ForAll @Size(max = 200) List<@LongRange(max = 2_000_000_000L) Long> gaps,
            @ForAll @IntRange(min = 1, max = 1_000) int amount) {
        Quota quota = bucket(rate, 1.5);
        long taken = 0;
        for (long gap : gaps) {
            nanos.addAndGet(gap);
            taken += take(quota, amount) instanceof Taken.All ? amount : 0;
            double refilled = (double) rate * nanos.get() / Duration.ofMinutes(1).toNanos();
            assertThat((double) taken).isLessThanOrEqualTo(rate * 1.5 + refilled + 1);
        }
    }

    /** However calls arrive, no window sees more than its amount. */
    @Property
    @Tag("GOV-23")
    void noWindowSeesMoreThanItsAmount(
            @ForAll @IntRange(min = 1, max = 50) int amount,
            @ForAll @Size(max = 200) List<@IntRange(max = 20_000) Integer> gaps) {
        Quota quota = window(amount, Duration.ofMinutes(1));
        long window = 0;
        long taken = 0;
        for (int gap : gaps) {
            now = now.plusMillis(gap);
            long current = now.toEpochMilli() / 60_000;
            taken = current == window ? taken : 0;
            window = current;
            taken += take(quota, 1) instanceof Taken.All ? 1 : 0;
            assertThat(taken).isLessThanOrEqualTo(amount);
        }
    }

    @Test
    @org.junit.jupiter.api.Tag("GOV-23")
    void windowsEndExactlyAtTheEdgesOfTheUtcDay() {
        Quota daily = window(2, Duration.ofDays(1));
        now = Instant.parse("2026-03-01T23:59:59.998Z");
        take(daily, 2);
        Taken.Lacking shortage = (Taken.Lacking) take(daily, 1);
        assertThat(shortage.delay()).isEqualTo(Duration.ofMillis(2));
        assertThat(shortage.levels()).first().extracting(Taken.Level::free).isEqualTo(0L);
        now = Instant.parse("2026-03-01T23:59:59.999Z");
        assertThat(take(daily, 1)).isInstanceOf(Taken.Lacking.class);
        now = Instant.parse("2026-03-02T00:00:00Z");
        Taken.All fresh = (Taken.All) take(daily, 1);
        assertThat(fresh.levels().getFirst().free()).isEqualTo(1);
        assertThat(fresh.levels().getFirst().reset()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    @org.junit.jupiter.api.Tag("GOV-22")
    void whatDoesNotFitEverywhereIsTakenNowhere() {
        Quota wide = bucket(100, 1);
        Quota narrow = window(1, Duration.ofMinutes(1));
        Take of = new Take("wide", wide, 10);
        assertThat(counters.decide(claim(of, new Take("narrow", narrow, 1))))
                .isInstanceOf(Taken.All.class);
        Taken.Lacking refused =
                (Taken.Lacking) counters.decide(claim(of, new Take("narrow", narrow, 1)));
        assertThat(refused.which()).isEqualTo(1);
        assertThat(refused.levels().getFirst().free()).isEqualTo(90);
        assertThat(counters.decide(claim(new Take("wide", wide, 90))))
                .isInstanceOf(Taken.All.class);
    }

    @Test
    void whatCanNeverFitSaysSo() {
        Taken.Lacking never = (Taken.Lacking) take(bucket(10, 1.5), 16);
        assertThat(never.delay()).isNegative();
        assertThat(((Taken.Lacking) take(window(10, Duration.ofMinutes(1)), 11)).delay())
                .isNegative();
        assertThat(take(bucket(10, 1.5), 15)).isInstanceOf(Taken.All.class);
    }

    @Property
    void whatIsGivenBackCanBeTakenAgain(@ForAll @IntRange(min = 1, max = 1_500) int amount) {
        CountersHere fresh = new CountersHere(new Wall(), nanos::get);
        Quota quota = bucket(1_000, 1.5);
        Claim all = claim(new Take("c", quota, 1_500));
        Taken.All taken = (Taken.All) fresh.decide(all);
        fresh.giveBack(claim(new Take("c", quota, amount)), taken.levels());
        assertThat(fresh.decide(claim(new Take("c", quota, amount)))).isInstanceOf(Taken.All.class);
        assertThat(fresh.decide(claim(new Take("c", quota, 1)))).isInstanceOf(Taken.Lacking.class);
    }

    @Test
    void aWindowThatEndedTakesNothingBack() {
        Quota quota = window(10, Duration.ofMinutes(1));
        Taken.All taken = (Taken.All) take(quota, 10);
        now = now.plusSeconds(60);
        take(quota, 5);
        counters.giveBack(claim(new Take("c", quota, 5)), taken.levels());
        assertThat(take(quota, 6)).isInstanceOf(Taken.Lacking.class);
        assertThat(take(quota, 5)).isInstanceOf(Taken.All.class);
    }

    @Test
    void lookingTakesNothing() {
        Quota quota = window(1, Duration.ofMinutes(1));
        for (int i = 0; i < 3; i++) {
            Taken.All seen = (Taken.All) take(quota, 0);
            assertThat(seen.levels().getFirst().free()).isEqualTo(1);
        }
        take(quota, 1);
        assertThat(((Taken.All) take(quota, 0)).levels().getFirst().free()).isZero();
    }

    @Property
    @Tag("GOV-27")
    void theSharesOfAllReplicasStayWithinTheWhole(
            @ForAll @IntRange(min = 1, max = 10_000) int amount,
            @ForAll @IntRange(min = 1, max = 50) int replicas) {
        Quota daily = window(amount, Duration.ofDays(1));
        Quota bucket = bucket(amount, 1.5);
        assertThat(daily.share(replicas).capacity() * replicas).isLessThanOrEqualTo(amount);
        Quota share = bucket.share(replicas);
        assertThat(share.capacity() * replicas).isLessThanOrEqualTo(bucket.capacity());
        assertThat(share.rate().nanosFor(1))
                .isGreaterThanOrEqualTo(bucket.rate().nanosFor(1) * (replicas - 1));
    }

    @Test
    void rateWithoutSenseIsRefused() {
        assertThatThrownBy(() -> Rate.perMinute(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Rate(1, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Rate(1_000_000_000_001L, Duration.ofDays(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LimitPolicy.window("x", Subject.KEY, Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Shows the time the test set. */
    private final class Wall extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
