/**
 * Enters: changes of the document store. Leaves: an index that holds the current versions. Never:
 * skips a change, or calls an index ready that has not caught up.
 */
@NullMarked
package portcullis.library.index;

import org.jspecify.annotations.NullMarked;
