package portcullis.server.signals;

import java.io.IOException;

/** Where log lines end. Called from one thread. */
interface LogSink {
    /** Writes the line and a line break. */
    void line(String text) throws IOException;

    void flush() throws IOException;
}
