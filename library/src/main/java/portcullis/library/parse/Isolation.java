package portcullis.library.parse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What stands between a child process and the rest of the machine (LIB-18). */
public enum Isolation {
    /** Namespaces of its own for users and network: there is no network to reach. */
    NAMESPACES("unshare", "--user", "--map-root-user", "--net", "--ipc"),
    /** A process of its own, without environment and network code, and nothing more. */
    PROCESS;

    /** What the configuration asks for. */
    public enum Wanted {
        WHEN_AVAILABLE,
        REQUIRED
    }

    private static final int PROBE_SECONDS = 5;

    @SuppressWarnings("ImmutableEnumChecker") // List.of never changes
    private final List<String> prefix;

    Isolation(String... prefix) {
        this.prefix = List.of(prefix);
    }

    /** The command that starts another one so isolated. */
    List<String> around(List<String> command) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(command);
        return all;
    }

    /** The best that this system offers, found by trying. */
    static Isolation available() {
        try {
            Process probe =
                    new ProcessBuilder(NAMESPACES.around(List.of("true")))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            boolean ended = probe.waitFor(PROBE_SECONDS, TimeUnit.SECONDS);
            probe.destroyForcibly();
            return ended && probe.exitValue() == 0 ? NAMESPACES : PROCESS;
        } catch (IOException e) {
            return PROCESS;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return PROCESS;
        }
    }
}
