package portcullis.parser;

import java.io.IOException;

/** Reads files of one format. */
interface Reader {

    /**
     * Hands every page with text to the pages, in order.
     *
     * @throws Unreadable when there is a typed reason to give up
     * @throws IOException or a {@code RuntimeException} when the file is damaged
     */
    void read(byte[] content, Pages pages) throws IOException, Unreadable;
}
