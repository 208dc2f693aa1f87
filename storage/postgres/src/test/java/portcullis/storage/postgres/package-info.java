/** Facts about the tables and the way to them. */
@NullMarked
package portcullis.storage.postgres;

import org.jspecify.annotations.NullMarked;
