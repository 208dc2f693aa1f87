package portcullis.storage.postgres;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import portcullis.kernel.Label;
import portcullis.kernel.TenantId;

/**
 * Looks for planted values in every row that a tenant has, in whatever column (SCR-75). Meant for a
 * tenant that holds canaries only: it reads all of its rows.
 */
public final class CanarySearch {
    private static final String TABLES =
            """
            SELECT c.table_name
            FROM information_schema.columns c
            JOIN information_schema.tables t
              ON t.table_schema = c.table_schema AND t.table_name = c.table_name
            WHERE c.table_schema = current_schema() AND c.column_name = 'tenant'
              AND t.table_type = 'BASE TABLE' AND c.table_name ~ '^[a-z0-9_]+$'
            ORDER BY c.table_name
            """;

    private final Database database;

    public CanarySearch(Database database) {
        this.database = database;
    }

    /**
     * The tables in which one of the forms stands.
     *
     * @param forms ways in which the value may be written; bytes stand in rows as hex digits
     */
    public List<Label> tablesHolding(TenantId tenant, List<String> forms) {
        List<Label> holding = new ArrayList<>();
        for (String table : tables()) {
            boolean held = database.within(tenant, handle -> holds(handle, table, forms));
            if (held) {
                holding.add(new Label(table));
            }
        }
        return holding;
    }

    private List<String> tables() {
        return database.acrossTenants(
                handle -> handle.createQuery(TABLES).mapTo(String.class).list());
    }

    /** Row-level security leaves the tenant's own rows. */
    private static boolean holds(Handle handle, String table, List<String> forms) {
        return handle.createQuery(
                        """
                        SELECT EXISTS (SELECT FROM <table> t, unnest(:forms) AS form
                                       WHERE strpos(t::text, form) > 0)
                        """)
                .define("table", table)
                .bind("forms", forms.toArray(String[]::new))
                .mapTo(Boolean.class)
                .one();
    }
}
