package portcullis.server.signals;

import portcullis.kernel.Event;

/** Severities, least first. */
public enum Level {
    DEBUG,
    INFO,
    WARN,
    ERROR;

    /** Marks an event of daily business; everything else a floor reports is a warning. */
    public interface Daily extends Event {}

    /** Marks a bug. */
    public interface Bug extends Event {}

    static Level of(Event event) {
        return switch (event) {
            case Daily _ -> INFO;
            case Bug _ -> ERROR;
            default -> WARN;
        };
    }
}
