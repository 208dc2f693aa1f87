package portcullis.storage.postgres;

import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import portcullis.governance.permit.Permitted;
import portcullis.library.Accepted;
import portcullis.library.DocumentId;
import portcullis.library.Status;
import portcullis.library.upload.Upload;
import portcullis.library.upload.Uploaded;

/**
 * Writes one upload of one caller. Uploads of a tenant wait for each other, so none comes twice.
 */
final class Arrivals {
    private record Known(UUID document, int latest, Status status) {}

    private final Permitted caller;
    private final OffsetDateTime now;

    Arrivals(Permitted caller, OffsetDateTime now) {
        this.caller = caller;
        this.now = now;
    }

    Accepted accept(Handle handle, Uploaded uploaded) {
        handle.createQuery("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))")
                .bind("key", "library:" + tenant())
                .mapToMap()
                .one();
        byte[] content = LibraryRows.bytes(uploaded.content());
        Optional<Known> same = known(handle, "v.content = :it", content);
        if (same.isPresent()) {
            return accepted(same.get(), Accepted.Arrival.EXISTING);
        }
        Tenants.ensure(handle, caller.tenant());
        keep(handle, content, uploaded.bytes());
        String name = uploaded.name().reveal();
        Known kept =
                known(handle, "d.name = :it", name)
                        .map(before -> bumped(handle, before))
                        .orElseGet(() -> created(handle, name));
        version(handle, kept, uploaded);
        return accepted(
                kept,
                kept.latest() == 1 ? Accepted.Arrival.CREATED : Accepted.Arrival.VERSION_BUMPED);
    }

    private static Accepted accepted(Known known, Accepted.Arrival arrival) {
        return new Accepted(
                new DocumentId(known.document()), known.latest(), arrival, known.status());
    }

    private Optional<Known> known(Handle handle, String condition, Object it) {
        return handle.createQuery(
                        """
                        SELECT d.id, d.latest, v.status
                        FROM library_documents d
                        JOIN library_versions v
                          ON v.tenant = d.tenant AND v.document = d.id AND v.number = d.latest
                        WHERE d.tenant = :tenant AND d.deleted IS NULL AND <condition>
                        ORDER BY v.uploaded LIMIT 1
                        """)
                .define("condition", condition)
                .bind("tenant", tenant())
                .bind("it", it)
                .map(
                        (row, _) ->
                                new Known(
                                        row.getObject("id", UUID.class),
                                        row.getInt("latest"),
                                        Status.valueOf(row.getString("status"))))
                .findOne();
    }

    private void keep(Handle handle, byte[] content, byte[] bytes) {
        handle.createUpdate(
                        """
                        INSERT INTO library_originals (tenant, content, bytes)
                        VALUES (:tenant, :content, :bytes) ON CONFLICT DO NOTHING
                        """)
                .bind("tenant", tenant())
                .bind("content", content)
                .bind("bytes", bytes)
                .execute();
    }

    private Known created(Handle handle, String name) {
        UUID id = DocumentId.random().value();
        handle.createUpdate(
                        """
                        INSERT INTO library_documents (tenant, id, name, latest, created_by)
                        VALUES (:tenant, :id, :name, 1, :key)
                        """)
                .bind("tenant", tenant())
                .bind("id", id)
                .bind("name", name)
                .bind("key", caller.key().value())
                .execute();
        return new Known(id, 1, Status.PENDING);
    }

    private Known bumped(Handle handle, Known before) {
        int latest = before.latest() + 1;
        handle.createUpdate(
                        """
                        UPDATE library_documents SET latest = :latest
                        WHERE tenant = :tenant AND id = :id
                        """)
                .bind("latest", latest)
                .bind("tenant", tenant())
                .bind("id", before.document())
                .execute();
        return new Known(before.document(), latest, Status.PENDING);
    }

    private void version(Handle handle, Known kept, Uploaded uploaded) {
        handle.createUpdate(
                        """
                        INSERT INTO library_versions
                            (tenant, document, number, status, format, content, size, uploaded,
                             not_before)
                        VALUES (:tenant, :document, :number, 'PENDING', :format, :content, :size,
                                :uploaded, CAST(:begin AS timestamptz))
                        """)
                .bind("tenant", tenant())
                .bind("document", kept.document())
                .bind("number", kept.latest())
                .bind("format", uploaded.format().name())
                .bind("content", LibraryRows.bytes(uploaded.content()))
                .bind("size", uploaded.bytes().length)
                .bind("uploaded", now)
                .bind("begin", begin(uploaded.start()))
                .execute();
    }

    /** A version that begins on request is never ready by itself. */
    private static String begin(Upload.Start start) {
        return switch (start) {
            case AT_ONCE -> "-infinity";
            case ON_REQUEST -> "infinity";
        };
    }

    private String tenant() {
        return caller.tenant().value();
    }
}
