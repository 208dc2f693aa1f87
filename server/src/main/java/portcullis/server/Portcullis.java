package portcullis.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.logging.LogManager;
import portcullis.server.cli.CommandTree;
import portcullis.server.cli.Desk;
import portcullis.server.cli.Terminal;

/** Where the process begins. */
public final class Portcullis {
    private Portcullis() {}

    public static void main(String[] words) {
        silenceLibraries();
        Desk desk = new Desk(Terminal.ofProcess(), System.getenv(), Clock.systemUTC());
        System.exit(CommandTree.of(desk).execute(words));
    }

    /** Libraries write free text, which our log never holds; nothing of theirs is written. */
    private static void silenceLibraries() {
        try {
            LogManager.getLogManager()
                    .readConfiguration(new ByteArrayInputStream(".level=OFF\n".getBytes(UTF_8)));
        } catch (IOException impossible) {
            throw new UncheckedIOException("bytes in memory cannot fail", impossible);
        }
    }
}
