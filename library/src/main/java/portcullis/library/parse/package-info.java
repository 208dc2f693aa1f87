/** Enters: a claimed version. Leaves: Parsed. Never: opens a document in this process. */
@NullMarked
package portcullis.library.parse;

import org.jspecify.annotations.NullMarked;
