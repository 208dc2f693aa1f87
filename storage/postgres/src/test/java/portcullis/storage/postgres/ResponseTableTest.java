package portcullis.storage.postgres;

import java.nio.file.Path;
import java.time.Duration;
import portcullis.kernel.Deadline;

/** The contract on the embedded server. */
class ResponseTableTest extends ResponseTableContract {
    @Override
    Database open(Path folder) {
        return Database.embedded(folder.resolve("db"), Deadline.in(Duration.ofSeconds(60)));
    }
}
