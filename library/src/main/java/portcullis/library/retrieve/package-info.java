/**
 * Enters: a question of a permitted caller. Leaves: Retrieved, chunks that the caller may read now.
 * Never: an empty list because something failed.
 */
@NullMarked
package portcullis.library.retrieve;

import org.jspecify.annotations.NullMarked;
