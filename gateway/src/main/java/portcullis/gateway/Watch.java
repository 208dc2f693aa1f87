package portcullis.gateway;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Times one call for {@code Server-Timing}: phases follow each other, so that they add up to the
 * whole.
 */
final class Watch {
    private static final long NANOS_PER_MICRO = 1_000;

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
        STREAM;

        private final String word = name().toLowerCase(Locale.ROOT);
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
        StringBuilder text = new StringBuilder(128);
        for (Map.Entry<Phase, Long> phase : phases.entrySet()) {
            text.append(text.isEmpty() ? "" : ", ").append(phase.getKey().word).append(";dur=");
            millis(text, phase.getValue());
        }
        return text.toString();
    }

    /** With three digits behind the point. */
    private static void millis(StringBuilder text, long nanos) {
        long micros = nanos / NANOS_PER_MICRO;
        text.append(micros / 1000).append('.');
        text.append((char) ('0' + micros / 100 % 10));
        text.append((char) ('0' + micros / 10 % 10));
        text.append((char) ('0' + micros % 10));
    }
}
