package portcullis.library.parse;

import portcullis.kernel.Label;

/** Reads documents in child processes. */
public final class Parser {
    static final Label PARTIAL = new Label("partial");
}
