package portcullis.storage.postgres;

import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import portcullis.kernel.Label;
import portcullis.library.Claimed;
import portcullis.library.Page;
import portcullis.library.Passage;
import portcullis.library.Status;
import portcullis.library.Workbench.Published;
import portcullis.library.embed.Embedded;
import portcullis.library.screen.Screened;

/** Makes one version readable and current, all in the caller's transaction (LIB-3). */
final class Publication {
    private final Claimed claimed;
    private final Screened screened;
    private final List<Passage> passages;
    private final OffsetDateTime now;

    Publication(Embedded embedded, OffsetDateTime now) {
        this.screened = embedded.chunked().screened();
        this.claimed = screened.claimed();
        this.passages = embedded.chunked().passages();
        this.now = now;
    }

    /** Empty when the claim was lost or the document deleted. */
    Optional<Published> publish(Handle handle) {
        Optional<Integer> current = locked(handle);
        return current.map(
                number -> {
                    Set<String> before = hashes(handle, number);
                    insertPages(handle);
                    insertChunks(handle);
                    complete(handle);
                    long position = claimed.version() > number ? makeCurrent(handle) : 0;
                    return published(position, before);
                });
    }

    /** The current version, with the document's row locked, while the claim holds. */
    private Optional<Integer> locked(Handle handle) {
        return handle.createQuery(
                        """
                        SELECT d.current
                        FROM library_documents d
                        JOIN library_versions v ON v.tenant = d.tenant AND v.document = d.id
                        WHERE d.tenant = :tenant AND d.id = :document AND d.deleted IS NULL
                          AND v.number = :number AND v.lease = :lease AND v.status = 'PROCESSING'
                        FOR UPDATE
                        """)
                .bind("tenant", claimed.tenant().value())
                .bind("document", claimed.document().value())
                .bind("number", claimed.version())
                .bind("lease", claimed.lease())
                .mapTo(Integer.class)
                .findOne();
    }

    private Set<String> hashes(Handle handle, int version) {
        return new HashSet<>(
                handle.createQuery(
                                """
                                SELECT DISTINCT encode(hash, 'hex') FROM library_chunks
                                WHERE tenant = :tenant AND document = :document
                                  AND version = :version
                                """)
                        .bind("tenant", claimed.tenant().value())
                        .bind("document", claimed.document().value())
                        .bind("version", version)
                        .mapTo(String.class)
                        .list());
    }

    private Published published(long position, Set<String> before) {
        Set<String> now = new HashSet<>();
        passages.forEach(passage -> now.add(passage.hash().hex()));
        long unchanged = passages.stream().filter(p -> before.contains(p.hash().hex())).count();
        long removed = before.stream().filter(hash -> !now.contains(hash)).count();
        return new Published(position, passages.size(), (int) unchanged, (int) removed);
    }

    private void insertPages(Handle handle) {
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        INSERT INTO library_pages
                            (tenant, document, version, number, section, text, hash)
                        VALUES (:tenant, :document, :version, :number, :section, :text, :hash)
                        """);
        for (Page page : screened.pages()) {
            place(batch)
                    .bind("number", page.number())
                    .bind("section", page.section().reveal())
                    .bind("text", page.text().reveal())
                    .bind("hash", LibraryRows.bytes(page.hash()))
                    .add();
        }
        batch.execute();
    }

    private void insertChunks(Handle handle) {
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        INSERT INTO library_chunks
                            (tenant, document, version, page, first, past, section, text, hash)
                        VALUES (:tenant, :document, :version, :page, :first, :past, :section,
                                :text, :hash)
                        """);
        for (Passage passage : passages) {
            place(batch)
                    .bind("page", passage.page())
                    .bind("first", passage.start())
                    .bind("past", passage.end())
                    .bind("section", passage.section().reveal())
                    .bind("text", passage.text().reveal())
                    .bind("hash", LibraryRows.bytes(passage.hash()))
                    .add();
        }
        batch.execute();
    }

    private PreparedBatch place(PreparedBatch batch) {
        return batch.bind("tenant", claimed.tenant().value())
                .bind("document", claimed.document().value())
                .bind("version", claimed.version());
    }

    private void complete(Handle handle) {
        handle.createUpdate(
                        """
                        UPDATE library_versions
                        SET status = :status, reason = NULL, title = :title, pages = :pages,
                            words = :words, findings = :findings, processed = :now, lease = NULL
                        WHERE tenant = :tenant AND document = :document AND number = :number
                        """)
                .bind("status", Status.COMPLETED.name())
                .bind("title", screened.title().reveal())
                .bind("pages", screened.pageCount())
                .bind("words", words())
                .bindArray(
                        "findings",
                        String.class,
                        screened.findings().stream().map(Label::value).sorted().toList())
                .bind("now", now)
                .bind("tenant", claimed.tenant().value())
                .bind("document", claimed.document().value())
                .bind("number", claimed.version())
                .execute();
    }

    private int words() {
        return screened.pages().stream()
                .mapToInt(page -> page.text().reveal().strip().split("\\s+").length)
                .sum();
    }

    private long makeCurrent(Handle handle) {
        handle.createUpdate(
                        """
                        UPDATE library_documents SET current = :number
                        WHERE tenant = :tenant AND id = :document
                        """)
                .bind("number", claimed.version())
                .bind("tenant", claimed.tenant().value())
                .bind("document", claimed.document().value())
                .execute();
        return tell(
                handle, claimed.tenant().value(), claimed.document().value(), claimed.version());
    }

    /** Writes the change that goes with the transaction; gives its position. */
    static long tell(Handle handle, String tenant, UUID document, int version) {
        return handle.createQuery(
                        """
                        INSERT INTO library_changes (position, tenant, document, version)
                        VALUES (library_position(), :tenant, :document, :version)
                        RETURNING position
                        """)
                .bind("tenant", tenant)
                .bind("document", document)
                .bind("version", version)
                .mapTo(Long.class)
                .one();
    }
}
