package portcullis.gateway.route;

import java.time.Duration;

/**
 * How long an attempt may wait.
 *
 * @param connect until the connection stands
 * @param firstToken from the call until the first content of the answer
 * @param idle between two events of the answer
 * @param total from the call to the end
 */
public record Timeouts(Duration connect, Duration firstToken, Duration idle, Duration total) {}
