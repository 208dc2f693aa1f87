package portcullis.gateway.stream;

/** What all events of one answer share. */
record Head(String id, long created, String model) {}
