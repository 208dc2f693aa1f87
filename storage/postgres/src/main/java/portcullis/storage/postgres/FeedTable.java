package portcullis.storage.postgres;

import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import portcullis.kernel.Deadline;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;
import portcullis.library.Change;
import portcullis.library.ChangeFeed;
import portcullis.library.DocumentId;
import portcullis.library.VectorIndex;

/** The change feed in PostgreSQL. A change is told when no older transaction is still running. */
public final class FeedTable implements ChangeFeed {
    private final Database database;
    private final Doorbell changes;

    FeedTable(Database database, Doorbell changes) {
        this.database = database;
        this.changes = changes;
    }

    /** Moves the base on when this database has fewer transactions behind it than its feed. */
    void carryOn() {
        database.acrossTenants(
                handle ->
                        handle.execute(
                                """
                                UPDATE library_feed
                                SET base = base + ahead.by
                                FROM (SELECT max(position) - library_position() + 1 AS by
                                      FROM library_changes) ahead
                                WHERE ahead.by > 0
                                """));
    }

    @Override
    public List<Change> changesSince(long position, int max) {
        return database.acrossTenants(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT position, tenant, document, version
                                        FROM library_changes
                                        WHERE position > :position AND position < library_horizon()
                                        ORDER BY position LIMIT :max
                                        """)
                                .bind("position", position)
                                .bind("max", max)
                                .map(
                                        (row, _) ->
                                                new Change(
                                                        row.getLong("position"),
                                                        new TenantId(row.getString("tenant")),
                                                        new DocumentId(
                                                                row.getObject(
                                                                        "document", UUID.class)),
                                                        row.getInt("version")))
                                .list());
    }

    @Override
    public long head() {
        String question = "SELECT coalesce(max(position), 0) FROM library_changes";
        return database.acrossTenants(
                handle -> handle.createQuery(question).mapTo(Long.class).one());
    }

    @Override
    public List<VectorIndex.Entry> chunksOf(Change change, String space) {
        return database.within(change.tenant(), handle -> chunks(handle, change, space));
    }

    private static List<VectorIndex.Entry> chunks(Handle handle, Change change, String space) {
        return handle.createQuery(
                        """
                        SELECT <columns>, v.title, x.vector
                        FROM library_documents d
                        JOIN library_versions v
                          ON v.tenant = d.tenant AND v.document = d.id AND v.number = d.current
                        JOIN library_chunks c
                          ON c.tenant = d.tenant AND c.document = d.id AND c.version = d.current
                        LEFT JOIN library_vectors x
                          ON x.tenant = c.tenant AND x.space = :space AND x.hash = c.hash
                        WHERE d.tenant = :tenant AND d.id = :document AND d.current = :version
                          AND d.deleted IS NULL
                        ORDER BY c.id
                        """)
                .define("columns", LibraryRows.CHUNK)
                .bind("space", space)
                .bind("tenant", change.tenant().value())
                .bind("document", change.document().value())
                .bind("version", change.version())
                .map(
                        (row, _) ->
                                new VectorIndex.Entry(
                                        change.tenant(),
                                        LibraryRows.chunk(row),
                                        SensitiveText.of(row.getString("title")),
                                        VectorTable.vector(row)))
                .list();
    }

    @Override
    public boolean awaitChange(long position, Deadline deadline) {
        return changes.await(() -> !changesSince(position, 1).isEmpty(), deadline);
    }
}
