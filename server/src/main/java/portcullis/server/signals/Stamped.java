package portcullis.server.signals;

import java.time.Instant;
import portcullis.kernel.Event;

/** An event with the moment it was written. */
record Stamped(Instant at, Level level, Event event) {}
