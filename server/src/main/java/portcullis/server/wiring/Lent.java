package portcullis.server.wiring;

import java.time.Clock;
import java.util.function.LongSupplier;
import portcullis.kernel.EventLog;
import portcullis.privacy.Inspection;
import portcullis.server.signals.CountingLog;
import portcullis.server.signals.Metric;
import portcullis.server.signals.Metrics;

/**
 * What the process lends to the house.
 *
 * @param inspection what every text is screened with; a house without one cannot be built
 * @param dropped events that the log could not write since its start
 */
public record Lent(Clock clock, EventLog log, Inspection inspection, LongSupplier dropped) {

    /** With the built-in detector and a log that loses nothing. */
    public Lent(Clock clock, EventLog log) {
        this(clock, log, Inspection.firstWidth());
    }

    /** With a log that loses nothing. */
    public Lent(Clock clock, EventLog log, Inspection inspection) {
        this(clock, log, inspection, () -> 0);
    }

    /** The same with a log that counts what the metrics name. */
    Lent counted(Metrics metrics) {
        metrics.gauge(Metric.LOG_DROPPED, dropped::getAsLong);
        return with(new CountingLog(log, metrics));
    }

    /** The same with another log. */
    Lent with(EventLog other) {
        return new Lent(clock, other, inspection, dropped);
    }
}
