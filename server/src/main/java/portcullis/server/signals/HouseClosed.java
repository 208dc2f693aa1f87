package portcullis.server.signals;

import java.time.Duration;

/** The server has ended in order. {@code cut} counts answers that had to be broken off. */
public record HouseClosed(Duration took, boolean cut) implements Level.Daily {}
