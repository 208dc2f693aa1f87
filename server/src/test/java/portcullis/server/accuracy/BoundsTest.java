package portcullis.server.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BoundsTest {
    /** Samples and allowed misses of the screening specification, SCR-50. */
    @Test
    @Tag("SCR-50")
    void sampleSizesOfTheTargetsReachNinetyNinePercent() {
        int[][] plans = {{299, 0}, {473, 1}, {628, 2}, {773, 3}, {1049, 5}};
        for (int[] plan : plans) {
            assertThat(Bounds.lower(plan[0] - plan[1], plan[0])).isGreaterThanOrEqualTo(0.99);
            assertThat(Bounds.lower(plan[0] - plan[1] - 3, plan[0] - 3)).isLessThan(0.99);
            assertThat(Bounds.lower(plan[0] - plan[1] - 1, plan[0])).isLessThan(0.99);
        }
    }

    @Test
    void boundOfAllSeenIsTheRootOfTheDoubt() {
        assertThat(Bounds.lower(10, 10)).isCloseTo(Math.pow(0.05, 0.1), within(1e-9));
        assertThat(Bounds.lower(1, 1)).isCloseTo(0.05, within(1e-9));
        assertThat(Bounds.lower(0, 10)).isZero();
        assertThat(Bounds.lower(0, 0)).isZero();
    }

    /** 5 of 10: 0.2224 in published tables of the exact bound. */
    @Test
    void boundOfHalfOfTen() {
        assertThat(Bounds.lower(5, 10)).isCloseTo(0.2224, within(1e-4));
    }
}
