package portcullis.server.wiring;

import portcullis.kernel.Event;

/** A part of the house could not be closed in order; {@code remaining} parts came after it. */
record ClosedBadly(int remaining) implements Event {}
