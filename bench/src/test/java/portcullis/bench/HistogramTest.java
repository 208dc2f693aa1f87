package portcullis.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class HistogramTest {
    @Property
    void percentilesAreAtMostThreePercentAboveTheTrueOnes(
            @ForAll @NotEmpty List<@LongRange(min = 0, max = 100_000_000_000L) Long> values,
            @ForAll @LongRange(min = 1, max = 100) long percent) {
        Histogram histogram = new Histogram();
        values.forEach(histogram::record);
        double share = percent / 100.0;
        int rank = (int) Math.max(1, Math.ceil(share * values.size()));
        long truth = values.stream().sorted().toList().get(rank - 1);
        assertThat(histogram.percentile(share)).isBetween(truth, truth + truth / 32);
    }

    @Test
    void addedHistogramsCountTogether() {
        Histogram one = new Histogram();
        one.record(10);
        Histogram other = new Histogram();
        other.record(1_000_000);
        one.add(other);
        assertThat(one.total()).isEqualTo(2);
        assertThat(one.percentile(0.5)).isEqualTo(10);
        assertThat(one.millis(1)).isBetween(1.0, 1.032);
    }

    @Test
    void noValuesAreZero() {
        assertThat(new Histogram().percentile(0.99)).isZero();
    }

    @Test
    void negativeTimesAndTheLongestAreCounted() {
        Histogram histogram = new Histogram();
        histogram.record(-5);
        histogram.record(Long.MAX_VALUE);
        assertThat(histogram.percentile(0.5)).isZero();
        assertThat(histogram.percentile(1)).isEqualTo(Long.MAX_VALUE);
    }
}
