/** The journey of a document: upload, parse, screen, chunk, embed, index, retrieve, cite. */
@NullMarked
package portcullis.library;

import org.jspecify.annotations.NullMarked;
