/**
 * The one place that knows SQL.
 *
 * <p>Enters: calls of the ports that the floors declare. Leaves: rows as the floors' own types, or
 * StoreUnavailable. Never: shows a statement, a parameter or a row in a message; answers one tenant
 * with another's row.
 */
@NullMarked
package portcullis.storage.postgres;

import org.jspecify.annotations.NullMarked;
