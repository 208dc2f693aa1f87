/**
 * Enters: chunks with vectors, as the change feed tells. Leaves: ids of the best chunks of one
 * tenant. Never: keeps text, or counts one tenant's words for another.
 */
@NullMarked
package portcullis.storage.lucene;

import org.jspecify.annotations.NullMarked;
