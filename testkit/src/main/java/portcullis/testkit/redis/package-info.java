/** A real Redis for tests. */
@NullMarked
package portcullis.testkit.redis;

import org.jspecify.annotations.NullMarked;
