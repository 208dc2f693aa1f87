/**
 * Enters: what an inspection found in a text, and who asked. Leaves: Noted, the result as it is
 * kept. Never: keeps the text, a value in the clear, or an unkeyed digest of one.
 */
@NullMarked
package portcullis.disclosure.note;

import org.jspecify.annotations.NullMarked;
