/**
 * Enters: who wants to see a kept value, and why. Leaves: a value, once, to whom a colleague
 * allowed it. Never: a value without a decision of another person, or without a line in the access
 * log.
 */
@NullMarked
package portcullis.disclosure.reveal;

import org.jspecify.annotations.NullMarked;
