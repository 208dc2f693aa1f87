package portcullis.gateway.settle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.gateway.Chunks;
import portcullis.gateway.Price;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Piece.FinishReason;
import portcullis.gateway.route.Trouble;
import portcullis.gateway.route.Trouble.Cause;
import portcullis.gateway.route.Trouble.Phase;

@Tag("GOV-32")
class MeterTest {
    private final Meter meter = new Meter();
    private final Price price = new Price(2_000_000, 8_000_000);

    @Test
    void reportedUsageWins() {
        asked(3000, OptionalLong.empty());
        meter.saw(Chunks.text(0, "x".repeat(300)));
        meter.saw(Chunks.used(10, 5));
        assertThat(meter.total()).isEqualTo(new Settled(10, 5, 60, false));
    }

    @Test
    void aReportedZeroIsZero() {
        asked(3000, OptionalLong.empty());
        meter.saw(Chunks.text(0, "text"));
        meter.saw(Chunks.used(0, 0));
        assertThat(meter.total()).isEqualTo(new Settled(0, 0, 0, false));
    }

    @Test
    void aMissingReportIsEstimatedUpwardsAndMarked() {
        asked(300, OptionalLong.empty());
        meter.saw(Chunks.text(0, "é€😀a"));
        assertThat(meter.total()).isEqualTo(new Settled(100, 4, 232, true));
    }

    @Test
    void anAttemptThatNeverAnsweredCostsNothing() {
        asked(300, OptionalLong.empty());
        asked(300, OptionalLong.empty());
        meter.saw(Chunks.used(7, 1));
        assertThat(meter.total()).isEqualTo(new Settled(7, 1, 22, false));
    }

    @Test
    void anAttemptThatWeCutIsEstimated() {
        asked(300, OptionalLong.empty());
        meter.cut();
        assertThat(meter.total()).isEqualTo(new Settled(100, 0, 200, true));
    }

    @Test
    void withoutAnAttemptNothingIsUsed() {
        meter.cut();
        assertThat(meter.total()).isEqualTo(Settled.NOTHING);
    }

    @Test
    void anAttemptThatTimedOutMayBeBilled() {
        asked(300, OptionalLong.empty());
        meter.failed(new Trouble.TimedOut(Phase.FIRST_TOKEN));
        assertThat(meter.total()).isEqualTo(new Settled(100, 0, 200, true));
    }

    @Test
    void aVendorThatWasNeverReachedBillsNothing() {
        asked(300, OptionalLong.empty());
        meter.failed(new Trouble.TimedOut(Phase.CONNECT));
        asked(300, OptionalLong.empty());
        meter.failed(new Trouble.Unavailable(Cause.SERVER_ERROR));
        asked(300, OptionalLong.empty());
        meter.failed(new Trouble.Throttled(Optional.empty()));
        assertThat(meter.total()).isEqualTo(Settled.NOTHING);
    }

    @Test
    void anAbortedAnswerCountsTheReportAndWhatCameAfterIt() {
        asked(300, OptionalLong.empty());
        meter.saw(Chunks.used(40, 1));
        meter.saw(Chunks.text(0, "x".repeat(30)));
        meter.cut();
        assertThat(meter.total()).isEqualTo(new Settled(40, 11, 168, true));
        meter.saw(Chunks.used(40, 25));
        assertThat(meter.total()).isEqualTo(new Settled(40, 25, 280, false));
    }

    @Test
    void ofAPlainAnswerThatNeverCameAllMayBeBilled() {
        meter.asked(new Reading(price, 300, OptionalLong.of(50), false));
        meter.cut();
        assertThat(meter.total()).isEqualTo(new Settled(100, 50, 600, true));
    }

    @Test
    @Tag("GOV-31")
    void anAnswerBeyondItsCapEndsWithTheReasonLength() {
        asked(300, OptionalLong.of(3));
        for (int i = 0; i < 3; i++) {
            assertThat(meter.saw(Chunks.text(0, "four"))).as("within the cap").isEmpty();
        }
        Frame last = meter.saw(Chunks.text(0, "four")).orElseThrow();
        assertThat(last.pieces())
                .containsExactly(
                        new Piece.Finished(0, FinishReason.LENGTH), new Piece.Used(100, 3));
        assertThat(meter.total().outputTokens()).isEqualTo(3);
    }

    @Test
    @Tag("GOV-31")
    void anAnswerThatEndsAtItsCapIsLeftAlone() {
        asked(300, OptionalLong.of(3));
        for (int i = 0; i < 3; i++) {
            meter.saw(Chunks.text(0, "four"));
        }
        assertThat(meter.saw(Chunks.stop())).isEmpty();
        assertThat(meter.saw(Chunks.used(9, 3))).isEmpty();
        assertThat(meter.total()).isEqualTo(new Settled(9, 3, 42, false));
    }

    @Test
    void finePiecesAreNotTakenForTokens() {
        asked(300, OptionalLong.of(3));
        for (int i = 0; i < 15; i++) {
            assertThat(meter.saw(Chunks.text(0, "x"))).isEmpty();
        }
    }

    private void asked(long requestBytes, OptionalLong cap) {
        meter.asked(new Reading(price, requestBytes, cap, true));
    }
}
