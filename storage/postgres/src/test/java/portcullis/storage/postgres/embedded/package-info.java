/** Facts about the embedded server. */
@NullMarked
package portcullis.storage.postgres.embedded;

import org.jspecify.annotations.NullMarked;
