/**
 * Enters: Parsed. Leaves: Screened, whose text is the canonical text. Never: lets a page through
 * that was not read in full.
 */
@NullMarked
package portcullis.library.screen;

import org.jspecify.annotations.NullMarked;
