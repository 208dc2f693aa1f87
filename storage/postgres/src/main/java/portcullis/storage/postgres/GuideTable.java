package portcullis.storage.postgres;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import portcullis.kernel.TenantId;
import portcullis.library.DocumentId;
import portcullis.library.Hash;

/** Which pages of the product's guide each tenant was given (AST-21). Methods block. */
public final class GuideTable {
    private final Database database;

    GuideTable(Database database) {
        this.database = database;
    }

    /**
     * A page as the tenant was given it.
     *
     * @param content SHA-256 of the page's bytes
     * @param kept false when the tenant deleted the document
     */
    public record Given(Hash content, DocumentId document, boolean kept) {}

    /** By the page's name. */
    public Map<String, Given> given(TenantId tenant) {
        Map<String, Given> all = new HashMap<>();
        database.within(tenant, handle -> read(handle, tenant, all));
        return all;
    }

    private static Map<String, Given> read(
            Handle handle, TenantId tenant, Map<String, Given> into) {
        handle.createQuery(
                        """
                        SELECT g.page, g.content, g.document, d.deleted IS NULL AS kept
                        FROM library_guide g
                        JOIN library_documents d ON d.tenant = g.tenant AND d.id = g.document
                        WHERE g.tenant = :tenant
                        """)
                .bind("tenant", tenant.value())
                .map(
                        (row, _) ->
                                Map.entry(
                                        row.getString("page"),
                                        new Given(
                                                LibraryRows.hash(row.getBytes("content")),
                                                new DocumentId(
                                                        row.getObject("document", UUID.class)),
                                                row.getBoolean("kept"))))
                .forEach(entry -> into.put(entry.getKey(), entry.getValue()));
        return into;
    }

    /** Names of these pages that documents of the tenant bear now. */
    public Set<String> borne(TenantId tenant, List<String> pages) {
        return new HashSet<>(
                database.within(
                        tenant,
                        handle ->
                                handle.createQuery(
                                                """
                                                SELECT name FROM library_documents
                                                WHERE tenant = :tenant AND deleted IS NULL
                                                  AND name = ANY(:pages)
                                                """)
                                        .bind("tenant", tenant.value())
                                        .bindArray("pages", String.class, pages)
                                        .mapTo(String.class)
                                        .list()));
    }

    /** Remembers that the tenant was given a page. */
    public void give(TenantId tenant, String page, Hash content, DocumentId document) {
        database.within(
                tenant,
                handle ->
                        handle.createUpdate(
                                        """
                                        INSERT INTO library_guide (tenant, page, content, document)
                                        VALUES (:tenant, :page, :content, :document)
                                        ON CONFLICT (tenant, page) DO UPDATE
                                        SET content = EXCLUDED.content,
                                            document = EXCLUDED.document
                                        """)
                                .bind("tenant", tenant.value())
                                .bind("page", page)
                                .bind("content", LibraryRows.bytes(content))
                                .bind("document", document.value())
                                .execute());
    }
}
