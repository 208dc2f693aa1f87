package portcullis.library.index;

import portcullis.kernel.Event;

/** The change feed or the index did not answer; tried again shortly. */
public record FeedUnread(long position) implements Event {}
