package portcullis.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static portcullis.gateway.TestHouse.ask;
import static portcullis.gateway.TestHouse.askStreamed;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import portcullis.gateway.route.Frame;

/** The phases of {@code Server-Timing} add up to the wall time within 2 %. */
@org.junit.jupiter.api.Tag("R-037")
class TimingTest {
    private static final Pattern PHASE = Pattern.compile(";dur=([0-9.]+)");

    /** What the meeting point of two threads may cost on a starved machine. */
    private static final double HAND_OVER_MILLIS = 2;

    private static double sum(String timings) {
        return PHASE.matcher(timings)
                .results()
                .map(MatchResult::group)
                .mapToDouble(phase -> Double.parseDouble(phase.substring(5)))
                .sum();
    }

    private static ScriptedProvider slow(int first, int between, List<Frame> frames) {
        return new ScriptedProvider(
                (signals, running) -> {
                    LockSupport.parkNanos(first * 1_000_000L);
                    for (Frame frame : frames) {
                        signals.frame(frame);
                        LockSupport.parkNanos(between * 1_000_000L);
                    }
                    signals.done();
                });
    }

    @Property(tries = 20)
    @Tag("R-037")
    void phasesAddUp(
            @ForAll @IntRange(min = 0, max = 60) int first,
            @ForAll @IntRange(min = 0, max = 15) int between,
            @ForAll boolean streamed) {
        List<Frame> frames =
                streamed ? Chunks.streamed("a", "b", "c") : List.of(Chunks.whole("abc"));
        try (TestHouse house = TestHouse.of(slow(first, between, frames))) {
            Listener heard = house.call(streamed ? askStreamed("Tell") : ask("Tell"));
            heard.status();
            String told =
                    streamed
                            ? heard.events.get(heard.events.size() - 2)
                            : heard.headers.get("server-timing");
            house.settle();
            double wall = heard.endedAt.join() / 1e6 - house.begun / 1e6;
            double phases = sum(told);
            assertThat(told).contains("receive;", "screen;", "recall;", "queue;", "provider;");
            assertThat(phases).isBetween(0.98 * wall - HAND_OVER_MILLIS, wall);
        }
    }
}
