package portcullis.gateway.screen;

/** Bytes {@code start} to {@code end} of the original body give way to others. */
@SuppressWarnings("ArrayRecordComponent") // furniture, never compared
record Edit(int start, int end, byte[] bytes) {}
