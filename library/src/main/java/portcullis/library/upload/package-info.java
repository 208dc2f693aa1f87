/**
 * Enters: a name and a stream of bytes. Leaves: Uploaded. Never: reads past the limit, believes a
 * declared type.
 */
@NullMarked
package portcullis.library.upload;

import org.jspecify.annotations.NullMarked;
