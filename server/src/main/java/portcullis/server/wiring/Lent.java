package portcullis.server.wiring;

import java.time.Clock;
import portcullis.kernel.EventLog;
import portcullis.privacy.Inspection;

/**
 * What the process lends to the house.
 *
 * @param inspection what every text is screened with; a house without one cannot be built
 */
public record Lent(Clock clock, EventLog log, Inspection inspection) {

    /** With the built-in detector. */
    public Lent(Clock clock, EventLog log) {
        this(clock, log, Inspection.firstWidth());
    }
}
