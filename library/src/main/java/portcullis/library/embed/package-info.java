/**
 * Enters: Chunked. Leaves: Embedded. Never: shortens a text or remembers a vector that is not one.
 */
@NullMarked
package portcullis.library.embed;

import org.jspecify.annotations.NullMarked;
