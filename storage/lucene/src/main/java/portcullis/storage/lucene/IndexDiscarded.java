package portcullis.storage.lucene;

import portcullis.kernel.Event;

/** A damaged or foreign index folder was emptied; the change feed rebuilds it (LIB-56). */
record IndexDiscarded(int readableParts) implements Event {}
