package portcullis.library.index;

import portcullis.kernel.Event;

/** The index has to read the change feed again from the start; searches wait for it (LIB-56). */
public record IndexBehind(long position) implements Event {}
