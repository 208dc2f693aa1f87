/**
 * What was found in texts, and who may see it or let it out nevertheless. Rooms: tighten
 * (policies), note (scan results), override, reveal, report (incidents). Texts are read by {@code
 * Inspection}; nothing here keeps one, but for values that a caller asked to keep, sealed and for a
 * while.
 */
@NullMarked
package portcullis.disclosure;

import org.jspecify.annotations.NullMarked;
