/**
 * The model of a house without vendors. Enters: Screened. Leaves: sentences of the passages, each
 * with its number, or the abstention. Never: writes a sentence of its own.
 */
@NullMarked
package portcullis.providers.offline;

import org.jspecify.annotations.NullMarked;
