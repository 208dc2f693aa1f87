package portcullis.storage.postgres.embedded;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import portcullis.kernel.Deadline;
import portcullis.kernel.SpeaksToThePerson;

/** A process of its own that runs a server, keeps one row, says so, and waits to be killed. */
@SpeaksToThePerson
final class ChildServer {
    private ChildServer() {}

    public static void main(String[] words) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (EmbeddedPostgres server =
                EmbeddedPostgres.start(Path.of(words[0]), Deadline.in(Duration.ofSeconds(60)))) {
            try (Connection connection = server.reach().connections().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE IF NOT EXISTS kept (n int)");
                statement.execute("INSERT INTO kept VALUES (1)");
            }
            out.println("ready " + server.pid());
            int end = System.in.read();
            out.println("closing " + end);
        }
    }
}
