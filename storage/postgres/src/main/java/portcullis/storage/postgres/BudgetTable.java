package portcullis.storage.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import portcullis.governance.budget.Account;
import portcullis.governance.budget.Accounts;
import portcullis.governance.budget.Call;
import portcullis.governance.budget.Incident;
import portcullis.governance.budget.Line;
import portcullis.kernel.Label;
import portcullis.kernel.RequestId;
import portcullis.kernel.TenantId;

/** Budgets as they stand, read beside the ledger that moves them. */
public final class BudgetTable implements Accounts {
    private final Database database;

    public BudgetTable(Database database) {
        this.database = database;
    }

    @Override
    public Map<Account, Line> lines(TenantId tenant, Set<Instant> opened) {
        Map<Account, Line> lines = new TreeMap<>();
        database.within(
                        tenant,
                        handle ->
                                handle.createQuery(
                                                "SELECT * FROM budgets WHERE tenant = :tenant"
                                                        + " AND opened = ANY(:opened)")
                                        .bind("tenant", tenant.value())
                                        .bindArray("opened", OffsetDateTime.class, moments(opened))
                                        .map(
                                                (row, _) ->
                                                        Map.entry(
                                                                BudgetRows.account(row),
                                                                BudgetRows.line(row)))
                                        .list())
                .forEach(found -> lines.put(found.getKey(), found.getValue()));
        return lines;
    }

    private static List<OffsetDateTime> moments(Set<Instant> opened) {
        return opened.stream().map(at -> at.atOffset(ZoneOffset.UTC)).toList();
    }

    @Override
    public List<Incident> incidents(TenantId tenant) {
        return database.within(
                tenant,
                handle ->
                        handle.createQuery(
                                        "SELECT * FROM budget_incidents WHERE tenant = :tenant"
                                                + " AND acknowledged IS NULL ORDER BY id LIMIT 100")
                                .bind("tenant", tenant.value())
                                .map((row, _) -> incident(row))
                                .list());
    }

    @Override
    public boolean acknowledge(TenantId tenant, Label target, Instant at) {
        return database.within(
                        tenant,
                        handle ->
                                handle.createUpdate(
                                                "UPDATE budget_incidents SET acknowledged = :at"
                                                        + " WHERE tenant = :tenant"
                                                        + " AND target = :target"
                                                        + " AND acknowledged IS NULL")
                                        .bind("at", at.atOffset(ZoneOffset.UTC))
                                        .bind("tenant", tenant.value())
                                        .bind("target", target.value())
                                        .execute())
                > 0;
    }

    private static Incident incident(ResultSet row) throws SQLException {
        TenantId tenant = new TenantId(row.getString("tenant"));
        return new Incident(
                tenant,
                new Label(row.getString("target")),
                new Call(tenant, new RequestId(row.getString("request"))),
                row.getLong("reserved"),
                row.getLong("billed"),
                row.getObject("time", OffsetDateTime.class).toInstant());
    }
}
