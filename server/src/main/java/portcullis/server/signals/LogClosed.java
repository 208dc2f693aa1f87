package portcullis.server.signals;

/** The log has ended; {@code dropped} events were not written since its start. */
public record LogClosed(long dropped) implements Level.Daily {}
