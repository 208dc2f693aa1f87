package portcullis.storage.postgres.embedded;

import java.nio.file.Path;
import org.postgresql.ds.PGSimpleDataSource;
import portcullis.kernel.SensitiveText;

/**
 * How to talk to a running embedded server: its socket and the password of its one role.
 *
 * @param socket the file of the Unix socket, in a folder only this account may enter
 */
public record Reach(Path socket, SensitiveText password) {

    /** A source of new connections; it keeps none. */
    public PGSimpleDataSource connections() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"localhost"});
        source.setDatabaseName(Cluster.NAME);
        source.setUser(Cluster.NAME);
        source.setPassword(password.reveal());
        source.setSocketFactory(UnixSocketFactory.class.getName());
        source.setSocketFactoryArg(socket.toString());
        source.setSslmode("disable");
        return source;
    }
}
