package portcullis.server.wiring;

import java.time.Clock;
import portcullis.kernel.EventLog;

/** What the process lends to the house. */
public record Lent(Clock clock, EventLog log) {}
