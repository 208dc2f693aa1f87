package portcullis.library;

/** Names a chunk for ever: a chunk never changes, a changed text is another chunk. */
public record ChunkId(long value) {}
