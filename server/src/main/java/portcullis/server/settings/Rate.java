package portcullis.server.settings;

import java.time.Duration;

/** So many of something in each period. */
public record Rate(long count, Duration period) {}
