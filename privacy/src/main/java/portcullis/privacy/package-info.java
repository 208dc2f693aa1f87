/**
 * Finds, masks and restores protected health information. Door: Inspection. Rooms: unfold, find,
 * names, judge, mask, restore.
 */
@NullMarked
package portcullis.privacy;

import org.jspecify.annotations.NullMarked;
