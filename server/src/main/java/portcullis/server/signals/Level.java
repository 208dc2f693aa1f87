package portcullis.server.signals;

import java.util.regex.Pattern;
import portcullis.kernel.Event;

/** Severities, least first. */
public enum Level {
    DEBUG,
    INFO,
    WARN,
    ERROR;

    private static final Pattern GOOD_NEWS =
            Pattern.compile("(Ready|Completed|Recovered|Drained|Opened|Started)$");

    /** Marks an event of daily business; everything else a floor reports is a warning. */
    public interface Daily extends Event {}

    /** Marks a bug. */
    public interface Bug extends Event {}

    static Level of(Event event) {
        return switch (event) {
            case Daily _ -> INFO;
            case Bug _ -> ERROR;
            default -> GOOD_NEWS.matcher(event.getClass().getSimpleName()).find() ? INFO : WARN;
        };
    }
}
