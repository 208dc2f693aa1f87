/**
 * Enters: Settings. Leaves: a house that serves, and later one that has ended in order. Never:
 * decides anything a floor decides.
 */
@NullMarked
package portcullis.server.wiring;

import org.jspecify.annotations.NullMarked;
