/**
 * Enters: typed facts of all floors. Leaves: log lines, metrics and health. Never: text of a
 * caller, and never a wait for those who report.
 */
@NullMarked
package portcullis.server.signals;

import org.jspecify.annotations.NullMarked;
