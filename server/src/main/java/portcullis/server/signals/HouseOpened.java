package portcullis.server.signals;

import java.time.Duration;

/** The server is ready. */
public record HouseOpened(int port, Duration took) implements Level.Daily {}
