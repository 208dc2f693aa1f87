/**
 * Reads one document at a time in a process of its own, so that hostile input never reaches the
 * server's heap. Enters: a request frame. Leaves: page, metadata, trouble and end frames. Never:
 * opens a connection, a file outside its own folder, or anything a document refers to.
 */
@NullMarked
package portcullis.parser;

import org.jspecify.annotations.NullMarked;
