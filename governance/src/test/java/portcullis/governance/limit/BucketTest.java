package portcullis.governance.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import portcullis.kernel.Outcome;

class BucketTest {

    /** However calls arrive, a span never sees more than the burst plus what it refilled. */
    @Property
    @Tag("GOV-23")
    void noScheduleGetsMoreThanTheRateAllows(
            @ForAll @IntRange(min = 1, max = 5_000) int rate,
            @ForAll @Size(max = 200) List<@LongRange(max = 2_000_000_000L) Long> gaps,
            @ForAll @IntRange(max = 1_000) int tokens) {
        Limits limits = new Limits(Rate.perMinute(rate), Rate.perMinute(rate));
        Bucket bucket = new Bucket(limits, 0);
        long now = 0;
        long taken = 0;
        long calls = 0;
        for (long gap : gaps) {
            now += gap;
            if (bucket.take(tokens, now) instanceof Outcome.Passed) {
                taken += tokens;
                calls++;
            }
            double most = rate * 1.5 + (double) rate * now / Duration.ofMinutes(1).toNanos() + 1;
            assertThat((double) taken).isLessThanOrEqualTo(most);
            assertThat((double) calls).isLessThanOrEqualTo(most);
        }
    }

    @Property
    void whatIsGivenBackCanBeTakenAgain(@ForAll @IntRange(min = 1, max = 1_500) int tokens) {
        Bucket bucket = new Bucket(limits(100_000, 1_000), 0);
        bucket.take(1_500, 0);
        bucket.giveBack(tokens);

        assertThat(bucket.take(tokens, 1)).isInstanceOf(Outcome.Passed.class);
        assertThat(bucket.take(1, 1)).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void neverFillsBeyondItsBurst() {
        Bucket bucket = new Bucket(limits(1_000, 1_000), 0);
        bucket.take(10, 0);
        bucket.giveBack(10);
        bucket.giveBack(0);

        assertThat(bucket.take(1_500, 0)).isInstanceOf(Outcome.Passed.class);
        assertThat(bucket.take(1, 0)).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void oneADayIsOneADay() {
        Limits limits = new Limits(new Rate(1, Duration.ofDays(1)), Rate.perMinute(1));
        Bucket bucket = new Bucket(limits, 0);
        bucket.take(0, 0);

        assertThat(bucket.take(0, Duration.ofDays(1).toNanos() - 1))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(bucket.take(0, Duration.ofDays(1).toNanos())).isInstanceOf(Outcome.Passed.class);
    }

    @Test
    void rateWithoutSenseIsRefused() {
        assertThatThrownBy(() -> Rate.perMinute(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Rate(1, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Rate(100_000_001, Duration.ofDays(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Limits limits(long requests, long tokens) {
        return new Limits(Rate.perMinute(requests), Rate.perMinute(tokens));
    }
}
