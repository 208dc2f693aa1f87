package portcullis.library.index;

import portcullis.kernel.Event;

/** The index has applied every change of the feed. */
public record IndexReady(long position) implements Event {}
