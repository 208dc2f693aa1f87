package portcullis.storage.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;
import portcullis.governance.budget.Account;
import portcullis.governance.budget.BudgetBook;
import portcullis.governance.budget.Call;
import portcullis.governance.budget.Costs;
import portcullis.governance.budget.Held;
import portcullis.governance.budget.Incident;
import portcullis.governance.budget.Line;
import portcullis.governance.budget.Scope;
import portcullis.governance.budget.Window;
import portcullis.kernel.Label;
import portcullis.kernel.RequestId;
import portcullis.kernel.TenantId;

/** The accounts in one transaction of {@link AuditTable}, which holds the chain heads. */
final class BudgetRows implements BudgetBook {
    private static final String KEYS =
            " unnest(:tenants, :scopes, :subjects, :spans, :opened)"
                    + " AS k(tenant, scope, subject, span, opened) ";

    private static final String SENT =
            " unnest(:tenants, :requests, :attempts) AS s(tenant, request, attempt)"
                    + " WHERE r.tenant = s.tenant AND r.request = s.request"
                    + " AND r.attempt = s.attempt";

    private static final String TAKE_OVER =
            """
            UPDATE budget_reservations t SET process = :self, taken = true
            WHERE (t.tenant, t.request, t.attempt) IN (
                SELECT r.tenant, r.request, r.attempt FROM budget_reservations r
                WHERE (r.taken AND r.process = :self
                       OR NOT EXISTS (
                           SELECT FROM processes p
                           WHERE p.id = r.process
                             AND p.seen > clock_timestamp() - make_interval(secs => :silence)))
                  AND NOT EXISTS (SELECT FROM audit_open o
                                  WHERE o.tenant = r.tenant AND o.request = r.request)
                ORDER BY r.tenant, r.request, r.attempt LIMIT :max FOR UPDATE)
            RETURNING t.tenant, t.request, t.attempt, t.micros, t.target, t.budgets
            """;

    private final Handle handle;
    private final Label process;
    private final Map<Account, Long> ids = new HashMap<>();

    /**
     * @param process who holds what is reserved here
     */
    BudgetRows(Handle handle, Label process) {
        this.handle = handle;
        this.process = process;
    }

    @Override
    public Opened open(Set<Costs.Sent> sent, SortedSet<Account> claimed) {
        List<Row> held = held(sent);
        Map<Account, Line> lines = locked(held, claimed);
        return new Opened(whole(held), lines, closed(sent));
    }

    /** Reservations of dead processes, which are this process's from now on. */
    List<Held> takenOver(double silence, int max) {
        List<Row> rows =
                handle.createQuery(TAKE_OVER)
                        .bind("self", process.value())
                        .bind("silence", silence)
                        .bind("max", max)
                        .map((row, _) -> row(row))
                        .list();
        known(rows);
        return whole(rows);
    }

    private List<Held> whole(List<Row> rows) {
        Map<Long, Account> accounts = new HashMap<>();
        ids.forEach((account, id) -> accounts.put(id, account));
        return rows.stream().map(row -> row.held(accounts)).toList();
    }

    /** A reservation whose accounts are still numbers. */
    private record Row(Costs.Sent sent, long micros, Optional<Label> target, List<Long> ids) {
        Held held(Map<Long, Account> accounts) {
            List<Account> all = new ArrayList<>();
            for (Long id : ids) {
                all.add(Optional.ofNullable(accounts.get(id)).orElseThrow());
            }
            return new Held(sent, micros, target, all);
        }
    }

    private List<Row> held(Set<Costs.Sent> sent) {
        return sent(
                        handle.createQuery(
                                "SELECT r.tenant, r.request, r.attempt, r.micros, r.target,"
                                        + " r.budgets FROM budget_reservations r,"
                                        + SENT
                                        + " ORDER BY r.tenant, r.request, r.attempt"),
                        sent)
                .map((row, _) -> row(row))
                .list();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                new Costs.Sent(
                        new Call(
                                new TenantId(row.getString("tenant")),
                                new RequestId(row.getString("request"))),
                        row.getInt("attempt")),
                row.getLong("micros"),
                Optional.ofNullable(row.getString("target")).map(Label::new),
                List.of((Long[]) row.getArray("budgets").getArray()));
    }

    /** Only which accounts they are: money is not looked at without the chain heads. */
    private void known(List<Row> rows) {
        handle.createQuery("SELECT b.* FROM budgets b WHERE b.id = ANY(:ids)")
                .bindArray("ids", Long.class, ids(rows))
                .map((row, _) -> noted(row))
                .list();
    }

    private static List<Long> ids(List<Row> rows) {
        return rows.stream().flatMap(row -> row.ids().stream()).distinct().toList();
    }

    /** In the order of their ids, after the chain heads in the order of tenants (GOV-30). */
    private Map<Account, Line> locked(List<Row> held, SortedSet<Account> claimed) {
        Map<Account, Line> lines = new LinkedHashMap<>();
        keys(
                        handle.createQuery(
                                "SELECT b.* FROM budgets b WHERE b.id = ANY(:known) OR"
                                        + " (b.tenant, b.scope, b.subject, b.span, b.opened) IN"
                                        + " (SELECT k.tenant, k.scope, k.subject, k.span, k.opened"
                                        + " FROM"
                                        + KEYS
                                        + ") ORDER BY b.id FOR UPDATE"),
                        claimed)
                .bindArray("known", Long.class, ids(held))
                .map((row, _) -> noted(row))
                .forEach(found -> lines.put(found.getKey(), found.getValue()));
        return lines;
    }

    private Map.Entry<Account, Line> noted(ResultSet row) throws SQLException {
        Account account = account(row);
        ids.put(account, row.getLong("id"));
        return Map.entry(account, line(row));
    }

    static Account account(ResultSet row) throws SQLException {
        return new Account(
                new TenantId(row.getString("tenant")),
                Scope.valueOf(row.getString("scope")),
                new Label(row.getString("subject")),
                Window.valueOf(row.getString("span")),
                row.getObject("opened", OffsetDateTime.class).toInstant());
    }

    static Line line(ResultSet row) throws SQLException {
        return new Line(
                row.getLong("ceiling"),
                row.getLong("settled"),
                row.getLong("reserved"),
                row.getLong("over"));
    }

    private Set<Closed> closed(Set<Costs.Sent> sent) {
        return handle.createQuery(
                        "SELECT DISTINCT tenant, target FROM budget_incidents"
                                + " WHERE tenant = ANY(:tenants) AND acknowledged IS NULL")
                .bindArray("tenants", String.class, texts(sent, one -> one.call().tenant().value()))
                .map(
                        (row, _) ->
                                new Closed(
                                        new TenantId(row.getString("tenant")),
                                        new Label(row.getString("target"))))
                .collectIntoSet();
    }

    @Override
    public void write(Changes changes) {
        if (!changes.lines().isEmpty()) {
            lines(changes.lines());
        }
        if (!changes.gone().isEmpty()) {
            release(changes.gone());
        }
        if (!changes.made().isEmpty()) {
            hold(changes.made());
        }
        changes.incidents().forEach(this::keep);
    }

    private void lines(Map<Account, Line> lines) {
        List<Map.Entry<Account, Line>> all = List.copyOf(lines.entrySet());
        List<Line> values = all.stream().map(Map.Entry::getValue).toList();
        keys(
                        handle.createQuery(
                                "INSERT INTO budgets AS b (tenant, scope, subject, span, opened,"
                                        + " ceiling, settled, reserved, over)"
                                        + " SELECT * FROM unnest(:tenants, :scopes, :subjects,"
                                        + " :spans, :opened, :ceilings, :settled, :reserved, :over)"
                                        + " ON CONFLICT (tenant, scope, subject, span, opened)"
                                        + " DO UPDATE SET ceiling = excluded.ceiling,"
                                        + " settled = excluded.settled,"
                                        + " reserved = excluded.reserved, over = excluded.over"
                                        + " RETURNING b.id, b.tenant, b.scope, b.subject, b.span,"
                                        + " b.opened"),
                        all.stream().map(Map.Entry::getKey).toList())
                .bindArray("ceilings", Long.class, values.stream().map(Line::ceiling).toList())
                .bindArray("settled", Long.class, values.stream().map(Line::settled).toList())
                .bindArray("reserved", Long.class, values.stream().map(Line::reserved).toList())
                .bindArray("over", Long.class, values.stream().map(Line::over).toList())
                .map((row, _) -> Map.entry(account(row), row.getLong("id")))
                .forEach(found -> ids.put(found.getKey(), found.getValue()));
    }

    private void release(List<Held> gone) {
        sent(
                        handle.createUpdate("DELETE FROM budget_reservations r USING" + SENT),
                        gone.stream().map(Held::sent).toList())
                .execute();
    }

    private void hold(List<Held> made) {
        PreparedBatch batch =
                handle.prepareBatch(
                        "INSERT INTO budget_reservations"
                                + " (tenant, request, attempt, micros, target, budgets, process)"
                                + " VALUES (:tenant, :request, :attempt, :micros, :target,"
                                + " :budgets, :process)");
        for (Held one : made) {
            batch.bind("tenant", one.sent().call().tenant().value())
                    .bind("request", one.sent().call().request().value())
                    .bind("attempt", one.sent().attempt())
                    .bind("micros", one.micros())
                    .bind("target", one.target().map(Label::value))
                    .bindArray(
                            "budgets", Long.class, one.accounts().stream().map(this::id).toList())
                    .bind("process", process.value())
                    .add();
        }
        batch.execute();
    }

    private static <S extends SqlStatement<S>> S sent(S statement, Collection<Costs.Sent> sent) {
        return statement
                .bindArray("tenants", String.class, texts(sent, one -> one.call().tenant().value()))
                .bindArray(
                        "requests", String.class, texts(sent, one -> one.call().request().value()))
                .bindArray(
                        "attempts",
                        Long.class,
                        sent.stream().map(one -> (long) one.attempt()).toList());
    }

    private Long id(Account account) {
        return Optional.ofNullable(ids.get(account)).orElseThrow();
    }

    private void keep(Incident incident) {
        handle.createUpdate(
                        "INSERT INTO budget_incidents"
                                + " (tenant, target, request, reserved, billed, time)"
                                + " VALUES (:tenant, :target, :request, :reserved, :billed, :time)")
                .bind("tenant", incident.tenant().value())
                .bind("target", incident.target().value())
                .bind("request", incident.call().request().value())
                .bind("reserved", incident.reserved())
                .bind("billed", incident.billed())
                .bind("time", incident.at().atOffset(ZoneOffset.UTC))
                .execute();
    }

    private static <S extends SqlStatement<S>> S keys(S statement, Collection<Account> accounts) {
        return statement
                .bindArray("tenants", String.class, texts(accounts, one -> one.tenant().value()))
                .bindArray("scopes", String.class, texts(accounts, one -> one.scope().name()))
                .bindArray("subjects", String.class, texts(accounts, one -> one.subject().value()))
                .bindArray("spans", String.class, texts(accounts, one -> one.window().name()))
                .bindArray(
                        "opened",
                        OffsetDateTime.class,
                        accounts.stream()
                                .map(one -> one.opened().atOffset(ZoneOffset.UTC))
                                .toList());
    }

    private static <T> List<String> texts(Collection<T> all, Function<T, String> text) {
        return all.stream().map(text).toList();
    }
}
