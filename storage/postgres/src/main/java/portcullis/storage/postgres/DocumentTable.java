package portcullis.storage.postgres;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;
import portcullis.library.Accepted;
import portcullis.library.ChunkId;
import portcullis.library.Document;
import portcullis.library.DocumentId;
import portcullis.library.DocumentStore;
import portcullis.library.Page;
import portcullis.library.Version;
import portcullis.library.upload.Uploaded;

/**
 * Documents in PostgreSQL, as callers may see them. Every statement names the caller's tenant;
 * row-level security holds even if one did not.
 */
public final class DocumentTable implements DocumentStore {
    private final Database database;
    private final Clock clock;
    private final Doorbell work;
    private final Doorbell changes;

    DocumentTable(Database database, Clock clock, Doorbell work, Doorbell changes) {
        this.database = database;
        this.clock = clock;
        this.work = work;
        this.changes = changes;
    }

    @Override
    public Accepted accept(Permitted caller, Uploaded uploaded) {
        Arrivals arrivals = new Arrivals(caller, clock.instant().atOffset(ZoneOffset.UTC));
        Accepted accepted =
                database.within(caller.tenant(), handle -> arrivals.accept(handle, uploaded));
        work.ring();
        return accepted;
    }

    @Override
    public List<Document> list(Permitted caller, Optional<DocumentId> after, int max) {
        String condition = after.isPresent() ? "AND d.id > :after" : "";
        return database.within(
                caller.tenant(),
                handle -> {
                    Query query = documents(handle, caller, condition).bind("max", max);
                    after.ifPresent(id -> query.bind("after", id.value()));
                    return query.map((row, _) -> LibraryRows.document(row)).list();
                });
    }

    @Override
    public Optional<Document> find(Permitted caller, DocumentId document) {
        return database.within(
                caller.tenant(),
                handle ->
                        documents(handle, caller, "AND d.id = :document")
                                .bind("document", document.value())
                                .bind("max", 1)
                                .map((row, _) -> LibraryRows.document(row))
                                .findOne());
    }

    private static Query documents(Handle handle, Permitted caller, String condition) {
        return handle.createQuery(
                        """
                        SELECT d.id, d.name, d.current, d.created_by, <columns>
                        FROM library_documents d
                        JOIN library_versions v
                          ON v.tenant = d.tenant AND v.document = d.id AND v.number = d.latest
                        WHERE d.tenant = :tenant AND d.deleted IS NULL <condition>
                        ORDER BY d.id LIMIT :max
                        """)
                .define("columns", LibraryRows.VERSION)
                .define("condition", condition)
                .bind("tenant", caller.tenant().value());
    }

    @Override
    public List<Version> versions(Permitted caller, DocumentId document) {
        return database.within(
                caller.tenant(),
                handle ->
                        ofLiving(handle, caller, document, "ORDER BY v.number")
                                .define("columns", LibraryRows.VERSION)
                                .define("more", "")
                                .map((row, _) -> LibraryRows.version(row))
                                .list());
    }

    @Override
    public Optional<Page> page(Permitted caller, DocumentId document, int version, int number) {
        String more =
                """
                JOIN library_pages p
                  ON p.tenant = v.tenant AND p.document = v.document AND p.version = v.number
                """;
        String condition =
                "AND v.number = :version AND p.number = :number AND v.status = 'COMPLETED'";
        return database.within(
                caller.tenant(),
                handle ->
                        ofLiving(handle, caller, document, condition)
                                .define("columns", "p.number, p.section, p.text")
                                .define("more", more)
                                .bind("version", version)
                                .bind("number", number)
                                .map((row, _) -> LibraryRows.page(row))
                                .findOne());
    }

    @Override
    public Optional<byte[]> original(Permitted caller, DocumentId document, int version) {
        String more = "JOIN library_originals o ON o.tenant = v.tenant AND o.content = v.content";
        return database.within(
                caller.tenant(),
                handle ->
                        ofLiving(handle, caller, document, "AND v.number = :version")
                                .define("columns", "o.bytes")
                                .define("more", more)
                                .bind("version", version)
                                .map((row, _) -> row.getBytes("bytes"))
                                .findOne());
    }

    /** Versions {@code v} of a document {@code d} that is the caller's and not deleted. */
    private static Query ofLiving(
            Handle handle, Permitted caller, DocumentId document, String condition) {
        return handle.createQuery(
                        """
                        SELECT <columns>
                        FROM library_documents d
                        JOIN library_versions v ON v.tenant = d.tenant AND v.document = d.id <more>
                        WHERE d.tenant = :tenant AND d.id = :document AND d.deleted IS NULL
                        <condition>
                        """)
                .define("condition", condition)
                .bind("tenant", caller.tenant().value())
                .bind("document", document.value());
    }

    @Override
    public List<Authorised> authorised(Permitted caller, List<ChunkId> chunks) {
        if (chunks.isEmpty()) {
            return List.of();
        }
        List<Long> ids = chunks.stream().map(ChunkId::value).toList();
        Map<ChunkId, Authorised> found = new HashMap<>();
        database.within(caller.tenant(), handle -> allowed(handle, caller, ids))
                .forEach(one -> found.put(one.chunk().id(), one));
        return chunks.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    private static List<Authorised> allowed(Handle handle, Permitted caller, List<Long> ids) {
        return handle.createQuery(
                        """
                        SELECT <columns>, v.title
                        FROM library_chunks c
                        JOIN library_documents d
                          ON d.tenant = c.tenant AND d.id = c.document AND d.current = c.version
                        JOIN library_versions v
                          ON v.tenant = c.tenant AND v.document = c.document
                             AND v.number = c.version
                        WHERE c.id = ANY(:ids) AND c.tenant = :tenant AND d.deleted IS NULL
                        """)
                .define("columns", LibraryRows.CHUNK)
                .bindArray("ids", Long.class, ids)
                .bind("tenant", caller.tenant().value())
                .map(
                        (row, _) ->
                                new Authorised(
                                        LibraryRows.chunk(row),
                                        SensitiveText.of(row.getString("title"))))
                .list();
    }

    @Override
    public Outcome<DocumentId> delete(Permitted caller, DocumentId document) {
        boolean deleted =
                database.within(caller.tenant(), handle -> hidden(handle, caller, document));
        changes.ring();
        return deleted ? Outcome.passed(document) : Outcome.refused(RefusalCode.NOT_FOUND);
    }

    private boolean hidden(Handle handle, Permitted caller, DocumentId document) {
        String tenant = caller.tenant().value();
        int rows =
                handle.createUpdate(
                                """
                                UPDATE library_documents SET deleted = :now
                                WHERE tenant = :tenant AND id = :document AND deleted IS NULL
                                """)
                        .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .bind("tenant", tenant)
                        .bind("document", document.value())
                        .execute();
        if (rows == 1) {
            Publication.tell(handle, tenant, document.value(), 0);
        }
        return rows == 1;
    }

    @Override
    public Outcome<DocumentId> retry(Permitted caller, DocumentId document) {
        if (find(caller, document).isEmpty()) {
            return Outcome.refused(RefusalCode.NOT_FOUND);
        }
        int rows =
                database.within(
                        caller.tenant(),
                        handle -> queued(handle, caller.tenant().value(), document.value()));
        work.ring();
        return rows == 1 ? Outcome.passed(document) : Outcome.refused(RefusalCode.CONFLICT);
    }

    private static int queued(Handle handle, String tenant, UUID document) {
        return handle.createUpdate(
                        """
                        UPDATE library_versions v
                        SET status = 'PENDING', reason = NULL, attempt = 0,
                            not_before = '-infinity'
                        FROM library_documents d
                        WHERE v.tenant = :tenant AND v.document = :document
                          AND d.tenant = v.tenant AND d.id = v.document AND v.number = d.latest
                          AND d.deleted IS NULL
                          AND (v.status IN ('FAILED', 'QUARANTINED')
                               OR (v.status = 'PENDING' AND v.not_before = 'infinity'))
                        """)
                .bind("tenant", tenant)
                .bind("document", document)
                .execute();
    }
}
