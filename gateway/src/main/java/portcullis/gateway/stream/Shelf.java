package portcullis.gateway.stream;

import portcullis.governance.seal.Seal;

/** Where journals lie for other processes, and what they are sealed with. */
public record Shelf(SharedJournals store, Seal seal) {}
