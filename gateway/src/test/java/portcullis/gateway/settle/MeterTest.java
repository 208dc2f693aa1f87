package portcullis.gateway.settle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.gateway.Chunks;
import portcullis.gateway.Price;

@Tag("GOV-32")
class MeterTest {
    private final Meter meter = new Meter();
    private final Price price = new Price(2_000_000, 8_000_000);

    @Test
    void reportedUsageWins() {
        meter.asked(price, 3000);
        meter.saw(Chunks.text(0, "x".repeat(300)));
        meter.saw(Chunks.used(10, 5));
        assertThat(meter.total()).isEqualTo(new Settled(10, 5, 60, false));
    }

    @Test
    void aReportedZeroIsZero() {
        meter.asked(price, 3000);
        meter.saw(Chunks.text(0, "text"));
        meter.saw(Chunks.used(0, 0));
        assertThat(meter.total()).isEqualTo(new Settled(0, 0, 0, false));
    }

    @Test
    void aMissingReportIsEstimatedUpwardsAndMarked() {
        meter.asked(price, 300);
        meter.saw(Chunks.text(0, "é€😀a"));
        assertThat(meter.total()).isEqualTo(new Settled(100, 4, 232, true));
    }

    @Test
    void anAttemptThatNeverAnsweredCostsNothing() {
        meter.asked(price, 300);
        meter.asked(price, 300);
        meter.saw(Chunks.used(7, 1));
        assertThat(meter.total()).isEqualTo(new Settled(7, 1, 22, false));
    }

    @Test
    void anAttemptThatWeCutIsEstimated() {
        meter.asked(price, 300);
        meter.cut();
        assertThat(meter.total()).isEqualTo(new Settled(100, 0, 200, true));
    }

    @Test
    void withoutAnAttemptNothingIsUsed() {
        meter.cut();
        assertThat(meter.total()).isEqualTo(Settled.NOTHING);
    }
}
