package portcullis.server.wiring;

import java.time.Duration;
import portcullis.server.signals.Level;

/**
 * The daily round of canaries ended.
 *
 * @param unseen kinds of made-up values that the screening did not find
 * @param leaks files and tables in which a made-up value stood
 */
record PatrolEnded(int unseen, int leaks, Duration took) implements Level.Daily {}
