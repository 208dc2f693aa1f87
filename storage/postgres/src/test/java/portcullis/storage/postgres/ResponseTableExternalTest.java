package portcullis.storage.postgres;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import portcullis.storage.postgres.embedded.ExternalPostgres;

/** The contract on a server of the system's packages, reached by its address. */
class ResponseTableExternalTest extends ResponseTableContract {
    private ExternalPostgres server;

    @Override
    Database open(Path folder) throws IOException {
        server = ExternalPostgres.start(folder);
        return Database.external(server.url());
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }
}
