/**
 * Enters: a quote with its place. Leaves: Cited, proven to stand there. Never: accepts a quote that
 * differs in a single character, or one of placeholders only.
 */
@NullMarked
package portcullis.library.cite;

import org.jspecify.annotations.NullMarked;
