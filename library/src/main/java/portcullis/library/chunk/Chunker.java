package portcullis.library.chunk;

/** Cuts pages into passages. */
public final class Chunker {}
