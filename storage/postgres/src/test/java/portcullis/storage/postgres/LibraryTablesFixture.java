package portcullis.storage.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import portcullis.governance.Permission;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.library.Accepted;
import portcullis.library.Change;
import portcullis.library.ChunkId;
import portcullis.library.Claimed;
import portcullis.library.Document;
import portcullis.library.Page;
import portcullis.library.Status;
import portcullis.library.VectorIndex;

/** Tables, a desk and two callers of different tenants for each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LibraryTablesFixture {
    private static int tenants;

    Database database;
    Desk desk;
    Permitted owner;
    Permitted stranger;

    abstract Database open(Path folder) throws IOException;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        database = open(folder);
        desk = new Desk(database, folder.resolve("children"));
    }

    @AfterAll
    void close() {
        desk.close();
        database.close();
    }

    /** Each test has tenants of its own; nothing is left to do from the test before. */
    @BeforeEach
    void arrive() {
        tenants++;
        owner = desk.caller("owner-" + tenants, Permission.UPLOAD);
        stranger = desk.caller("stranger-" + tenants, Permission.UPLOAD);
    }

    @AfterEach
    void leaveNothingToDo() {
        Optional<Claimed> left = desk.tables.workbench().claim(Desk.PATIENCE);
        while (left.isPresent()) {
            desk.tables.workbench().refuse(left.get(), Status.FAILED, RefusalCode.CANCELLED);
            left = desk.tables.workbench().claim(Desk.PATIENCE);
        }
    }

    List<ChunkId> authorised(List<ChunkId> asked) {
        return desk.tables.documents().authorised(owner, asked).stream()
                .map(one -> one.chunk().id())
                .toList();
    }

    Document find(Permitted caller, Accepted accepted) {
        return desk.tables.documents().find(caller, accepted.document()).orElseThrow();
    }

    Optional<Page> page(Permitted caller, Accepted accepted) {
        return desk.tables.documents().page(caller, accepted.document(), accepted.version(), 1);
    }

    Change lastChange() {
        return desk.tables.feed().changesSince(desk.tables.feed().head() - 1, 10).getLast();
    }

    List<VectorIndex.Entry> chunks(Change change) {
        return desk.tables.feed().chunksOf(change, desk.vectors.space());
    }

    static Optional<RefusalCode> refusal(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Passed<?> passed -> Optional.empty();
            case Outcome.Refused<?> refused -> Optional.of(refused.refusal().code());
        };
    }
}
