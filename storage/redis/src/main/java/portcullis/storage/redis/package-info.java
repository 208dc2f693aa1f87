/**
 * The one place that knows Redis.
 *
 * <p>Enters: calls of the ports that the floors declare. Leaves: an answer within 20 ms, or the
 * news that Redis is away. Never: makes a request fail because Redis did, shows an address with its
 * password, or stores text that is not sealed.
 */
@NullMarked
package portcullis.storage.redis;

import org.jspecify.annotations.NullMarked;
