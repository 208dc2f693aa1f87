package portcullis.server;

import java.time.Clock;
import portcullis.server.cli.CommandTree;
import portcullis.server.cli.Desk;
import portcullis.server.cli.Terminal;

/** Where the process begins. */
public final class Portcullis {
    private Portcullis() {}

    public static void main(String[] words) {
        Desk desk = new Desk(Terminal.ofProcess(), System.getenv(), Clock.systemUTC());
        System.exit(CommandTree.of(desk).execute(words));
    }
}
