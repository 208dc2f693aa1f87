/** Enters: Screened. Leaves: Chunked. Never: changes text or crosses a page. */
@NullMarked
package portcullis.library.chunk;

import org.jspecify.annotations.NullMarked;
