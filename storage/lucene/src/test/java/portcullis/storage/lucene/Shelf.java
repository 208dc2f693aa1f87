package portcullis.storage.lucene;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import portcullis.governance.Permission;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Deadline;
import portcullis.kernel.EventLog;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;
import portcullis.library.Chunk;
import portcullis.library.ChunkId;
import portcullis.library.DocumentId;
import portcullis.library.VectorIndex.Entry;
import portcullis.library.VectorIndex.Found;
import portcullis.library.VectorIndex.Hit;
import portcullis.testkit.Visitors;

/** Makes entries and callers, and asks in the short form. */
final class Shelf {
    static final TenantId EAST = new TenantId("east");
    static final TenantId WEST = new TenantId("west");
    static final int DIMENSION = 4;

    private static final Visitors VISITORS = Visitors.arrive();

    private Shelf() {}

    static LuceneIndex open(Path folder) {
        return LuceneIndex.open(
                new LuceneIndex.Layout(folder, "test/4", DIMENSION), EventLog.silent());
    }

    static Permitted reader(TenantId tenant) {
        return VISITORS.permitted(tenant, Permission.VIEW);
    }

    static DocumentId document(int number) {
        return new DocumentId(new UUID(7, number));
    }

    static Entry entry(TenantId tenant, long id, int version, String text) {
        return entry(tenant, id, version, text, new float[] {1, 0, 0, 0});
    }

    /** Chunk ids 10–19 belong to document 1, 20–29 to document 2 and so on. */
    static Entry entry(TenantId tenant, long id, int version, String text, float[] vector) {
        Chunk chunk =
                new Chunk(
                        new ChunkId(id),
                        document((int) (id / 10)),
                        version,
                        1,
                        0,
                        text.length(),
                        SensitiveText.of(""),
                        SensitiveText.of(text));
        return new Entry(tenant, chunk, SensitiveText.of("title" + id), vector);
    }

    static List<Long> words(LuceneIndex index, TenantId tenant, String question) {
        return ids(index.byWords(reader(tenant), SensitiveText.of(question), 200, soon()));
    }

    static List<Long> near(LuceneIndex index, TenantId tenant, int k, float... question) {
        return ids(index.byVector(reader(tenant), question, k, soon()));
    }

    static List<Long> ids(Found found) {
        List<Long> ids = new ArrayList<>();
        for (Hit hit : found.hits()) {
            ids.add(hit.chunk().value());
        }
        return ids;
    }

    static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(20));
    }
}
