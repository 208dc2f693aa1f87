package portcullis.gateway;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Times one call for {@code Server-Timing}: phases follow each other, so that they add up to the
 * whole.
 */
final class Watch {
    private static final double NANOS_PER_MILLI = 1e6;

    private final long began = System.nanoTime();
    private final Map<Phase, Long> phases = new EnumMap<>(Phase.class);
    private long mark = began;
    private Optional<Duration> firstToken = Optional.empty();

    enum Phase {
        RECEIVE,
        SCREEN,
        RECALL,
        QUEUE,
        PROVIDER,
        STREAM
    }

    /** The phase that ends now. */
    void ended(Phase phase) {
        ended(phase, System.nanoTime());
    }

    /**
     * The phase that ended then; at once when it ended before the one that precedes it.
     *
     * @param nanos a reading of {@link System#nanoTime}
     */
    void ended(Phase phase, long nanos) {
        long end = nanos - mark > 0 ? nanos : mark;
        phases.merge(phase, end - mark, Long::sum);
        mark = end;
    }

    void firstToken() {
        firstToken = Optional.of(took());
    }

    Optional<Duration> toFirstToken() {
        return firstToken;
    }

    Duration took() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** {@code receive;dur=0.05, screen;dur=0.21 …}, in milliseconds. */
    String header() {
        StringJoiner text = new StringJoiner(", ");
        phases.forEach(
                (phase, nanos) ->
                        text.add(
                                String.format(
                                        Locale.ROOT,
                                        "%s;dur=%.3f",
                                        phase.name().toLowerCase(Locale.ROOT),
                                        nanos / NANOS_PER_MILLI)));
        return text.toString();
    }
}
