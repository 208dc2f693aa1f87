package portcullis.server.cli;

import java.io.PrintWriter;
import portcullis.kernel.SpeaksToThePerson;

/** The person at the terminal: results go to standard output, notes to standard error. */
@SpeaksToThePerson
public final class Terminal {
    private final PrintWriter out;
    private final PrintWriter err;

    public Terminal(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /** The terminal of this process. */
    public static Terminal ofProcess() {
        return new Terminal(
                new PrintWriter(System.out, true, java.nio.charset.StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, java.nio.charset.StandardCharsets.UTF_8));
    }

    /** A result. */
    void say(String line) {
        out.println(line);
        out.flush();
    }

    /** Something beside the result. */
    void note(String line) {
        err.println(line);
        err.flush();
    }
}
