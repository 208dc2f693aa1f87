package portcullis.storage.postgres;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;
import portcullis.library.Claimed;
import portcullis.library.DocumentId;
import portcullis.library.Status;
import portcullis.library.Workbench;
import portcullis.library.embed.Embedded;
import portcullis.parser.Format;

/** The queue of versions to process, in PostgreSQL. Leases run by the database's clock. */
public final class WorkTable implements Workbench {
    private static final String READY =
            """
            ((v.status = 'PENDING' AND v.not_before <= now())
             OR (v.status = 'PROCESSING' AND v.lease_until < now()))
            """;

    private final Database database;
    private final Clock clock;
    private final Doorbell work;
    private final Doorbell changes;

    WorkTable(Database database, Clock clock, Doorbell work, Doorbell changes) {
        this.database = database;
        this.clock = clock;
        this.work = work;
        this.changes = changes;
    }

    @Override
    public Optional<Claimed> claim(Duration lease) {
        return database.acrossTenants(handle -> claimed(handle, lease));
    }

    private static Optional<Claimed> claimed(Handle handle, Duration lease) {
        return handle.createQuery(
                        """
                        WITH next AS (
                            SELECT v.tenant, v.document, v.number, d.name
                            FROM library_versions v
                            JOIN library_documents d ON d.tenant = v.tenant AND d.id = v.document
                            WHERE <ready> AND d.deleted IS NULL
                            ORDER BY v.uploaded LIMIT 1 FOR UPDATE OF v SKIP LOCKED)
                        UPDATE library_versions v
                        SET status = 'PROCESSING', reason = NULL, attempt = v.attempt + 1,
                            lease = :lease, lease_until = now() + make_interval(secs => :seconds)
                        FROM next JOIN library_originals o ON o.tenant = next.tenant
                        WHERE v.tenant = next.tenant AND v.document = next.document
                          AND v.number = next.number AND o.content = v.content
                        RETURNING v.lease, v.tenant, v.document, v.number, v.attempt, next.name,
                                  v.format, o.bytes
                        """)
                .define("ready", READY)
                .bind("lease", UUID.randomUUID())
                .bind("seconds", seconds(lease))
                .map(
                        (row, _) ->
                                new Claimed(
                                        row.getObject("lease", UUID.class),
                                        new TenantId(row.getString("tenant")),
                                        new DocumentId(row.getObject("document", UUID.class)),
                                        row.getInt("number"),
                                        row.getInt("attempt"),
                                        SensitiveText.of(row.getString("name")),
                                        Format.valueOf(row.getString("format")),
                                        row.getBytes("bytes")))
                .findOne();
    }

    @Override
    public boolean renew(Claimed claimed, Duration lease) {
        return database.within(
                        claimed.tenant(),
                        handle ->
                                held(
                                                handle,
                                                claimed,
                                                "lease_until = now() + make_interval(secs => :secs)")
                                        .bind("secs", seconds(lease))
                                        .execute())
                == 1;
    }

    @Override
    public Outcome<Published> publish(Embedded embedded) {
        Claimed claimed = embedded.chunked().claimed();
        Publication publication =
                new Publication(embedded, clock.instant().atOffset(ZoneOffset.UTC));
        Optional<Published> published = database.within(claimed.tenant(), publication::publish);
        changes.ring();
        return published
                .map(Outcome::passed)
                .orElseGet(() -> Outcome.refused(RefusalCode.CONFLICT));
    }

    @Override
    public void refuse(Claimed claimed, Status status, RefusalCode reason) {
        String end = "status = :status, reason = :reason, processed = :now, lease = NULL";
        database.within(
                claimed.tenant(),
                handle ->
                        held(handle, claimed, end)
                                .bind("status", status.name())
                                .bind("reason", reason.name())
                                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                                .execute());
    }

    @Override
    public void giveBack(Claimed claimed, RefusalCode reason, Duration pause) {
        String back =
                """
                status = 'PENDING', reason = :reason, lease = NULL,
                not_before = now() + make_interval(secs => :secs)
                """;
        database.within(
                claimed.tenant(),
                handle ->
                        held(handle, claimed, back)
                                .bind("reason", reason.name())
                                .bind("secs", seconds(pause))
                                .execute());
    }

    /** A change of the version while the claim holds. */
    private static Update held(Handle handle, Claimed claimed, String change) {
        return handle.createUpdate(
                        """
                        UPDATE library_versions SET <change>
                        WHERE tenant = :tenant AND document = :document AND number = :number
                          AND lease = :lease AND status = 'PROCESSING'
                        """)
                .define("change", change)
                .bind("tenant", claimed.tenant().value())
                .bind("document", claimed.document().value())
                .bind("number", claimed.version())
                .bind("lease", claimed.lease());
    }

    private static double seconds(Duration span) {
        return span.toMillis() / 1000.0;
    }

    @Override
    public void awaitWork(Deadline deadline) {
        work.await(this::anything, deadline);
    }

    private boolean anything() {
        return database.acrossTenants(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT EXISTS (
                                            SELECT FROM library_versions v
                                            JOIN library_documents d
                                              ON d.tenant = v.tenant AND d.id = v.document
                                            WHERE <ready> AND d.deleted IS NULL)
                                        """)
                                .define("ready", READY)
                                .mapTo(Boolean.class)
                                .one());
    }
}
