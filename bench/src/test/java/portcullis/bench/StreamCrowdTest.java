package portcullis.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The crowd against the paced vendor itself, over real sockets. */
class StreamCrowdTest {
    private static final Pace PACE = new Pace(20, 15);

    @Test
    @Tag("GTW-4")
    void allStreamsOfTheVendorAreWholeAndPaced() throws IOException {
        StreamCrowd.Outcome heard = listen(PACE);
        assertThat(heard.whole()).isEqualTo(40);
        assertThat(heard.open()).isEqualTo(40);
        assertThat(heard.lost() + heard.repeated() + heard.failed()).isZero();
        assertThat(heard.firstToken().total()).isEqualTo(40);
        assertThat(heard.gaps().total()).isEqualTo(40L * 14);
        assertThat(heard.gaps().millis(0.5)).isBetween(15.0, 40.0);
        assertThat(heard.residentMiB()).isPositive();
    }

    @Test
    void refusedStreamsAreCountedAsFailedAndLost() throws IOException {
        // The vendor hangs up when the model names no pace it knows: five digits at most.
        StreamCrowd.Outcome heard = listen(new Pace(100_000, 3));
        assertThat(heard.failed()).isEqualTo(40);
        assertThat(heard.whole()).isZero();
        assertThat(heard.lost()).isEqualTo(120);
    }

    @Test
    void thePaceIsReadFromTheModelsName() {
        assertThat(Pace.asked("{\"model\": \"paced-20-15\"}")).contains(PACE);
        assertThat(Pace.asked("{\"model\":\"gpt\"}")).isEmpty();
    }

    private static StreamCrowd.Outcome listen(Pace pace) throws IOException {
        try (PacedVendor vendor = new PacedVendor().open();
                StreamCrowd crowd =
                        new StreamCrowd(subject(vendor), new Level(40, pace, 100), new Words())) {
            return crowd.run();
        }
    }

    private static Subject subject(PacedVendor vendor) {
        return new Subject(
                Subject.DIRECT,
                ProcessHandle.current(),
                shape -> "http://127.0.0.1:" + vendor.port(),
                shape -> Map.of());
    }
}
