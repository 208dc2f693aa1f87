/**
 * Declares the kinds of identifiers as data.
 *
 * <p>Enters: nothing. Leaves: rules. Never: knows where a text comes from or goes to.
 */
@NullMarked
package portcullis.privacy.entities;

import org.jspecify.annotations.NullMarked;
