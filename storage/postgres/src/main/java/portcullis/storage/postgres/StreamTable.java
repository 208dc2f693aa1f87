package portcullis.storage.postgres;

import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import portcullis.gateway.stream.SharedJournals;
import portcullis.kernel.RequestId;
import portcullis.kernel.TenantId;

/** The events of resumable streams in PostgreSQL, sealed by who adds them. */
public final class StreamTable implements SharedJournals {
    private final Database database;

    public StreamTable(Database database) {
        this.database = database;
    }

    @Override
    public void add(TenantId tenant, RequestId stream, List<Row> rows) {
        database.within(tenant, handle -> added(handle, tenant, stream, rows));
    }

    private static int added(Handle handle, TenantId tenant, RequestId stream, List<Row> rows) {
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        INSERT INTO stream_events (tenant, stream, number, sealed, last)
                        VALUES (:tenant, :stream, :number, :sealed, :last)
                        ON CONFLICT DO NOTHING
                        """);
        for (Row row : rows) {
            batch.bind("tenant", tenant.value())
                    .bind("stream", stream.value())
                    .bind("number", row.number())
                    .bind("sealed", row.sealed())
                    .bind("last", row.last())
                    .add();
        }
        return batch.execute().length;
    }

    @Override
    public List<Row> read(TenantId tenant, RequestId stream, long after, int most) {
        return database.within(
                tenant,
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT number, sealed, last FROM stream_events
                                        WHERE tenant = :tenant AND stream = :stream
                                          AND number > :after
                                        ORDER BY number LIMIT :most
                                        """)
                                .bind("tenant", tenant.value())
                                .bind("stream", stream.value())
                                .bind("after", after)
                                .bind("most", most)
                                .map(
                                        (row, _) ->
                                                new Row(
                                                        row.getLong("number"),
                                                        row.getBytes("sealed"),
                                                        row.getBoolean("last")))
                                .list());
    }

    /** Whole streams: one that was told lately keeps its beginning. */
    @Override
    public void forget(Duration age) {
        database.acrossTenants(
                handle ->
                        handle.createUpdate(
                                        """
                                        DELETE FROM stream_events e
                                        WHERE e.told < now() - make_interval(secs => :seconds)
                                          AND NOT EXISTS (
                                            SELECT 1 FROM stream_events l
                                            WHERE l.tenant = e.tenant AND l.stream = e.stream
                                              AND l.told >= now() - make_interval(secs => :seconds))
                                        """)
                                .bind("seconds", age.toMillis() / 1000.0)
                                .execute());
    }
}
