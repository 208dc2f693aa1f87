package portcullis.storage.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import portcullis.disclosure.note.ScanId;
import portcullis.disclosure.reveal.AccessEntry;
import portcullis.disclosure.reveal.AccessEntry.Deed;
import portcullis.disclosure.reveal.AccessId;
import portcullis.disclosure.reveal.AccessRequest;
import portcullis.disclosure.reveal.AccessRequest.Decision;
import portcullis.disclosure.reveal.AccessStore;
import portcullis.governance.seal.Seal;
import portcullis.kernel.KeyId;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;

/**
 * Requests to see values, and their log, in PostgreSQL. A change and its line of the log are one
 * transaction; the row itself says whether a value was shown, so it is shown once however many ask.
 */
public final class AccessTable implements AccessStore {
    private static final String COLUMNS =
            "SELECT number, id, scan, finding, requester, reason, created, decider, approved,"
                    + " decided, used FROM phi_access ";

    private final Database database;
    private final Seal seal;
    private final Sealed reasons;

    /**
     * @param seal of a secret that every process on this database has
     */
    public AccessTable(Database database, Seal seal) {
        this.database = database;
        this.seal = seal;
        this.reasons = new Sealed(seal, "phi-access");
    }

    @Override
    public AccessRequest add(AccessRequest request) {
        byte[] reason = reasons.sealed(request.tenant(), request.id(), request.reason());
        return database.within(
                request.tenant(),
                handle -> {
                    handle.createUpdate(
                                    """
                                    INSERT INTO phi_access
                                        (tenant, id, scan, finding, requester, reason, created)
                                    VALUES (:tenant, :id, :scan, :finding, :requester, :reason,
                                            :created)
                                    """)
                            .bind("tenant", request.tenant().value())
                            .bind("id", request.id().value())
                            .bind("scan", request.scan().value())
                            .bind("finding", request.finding())
                            .bind("requester", request.requester().value())
                            .bind("reason", reason)
                            .bind("created", Sealed.moment(request.created()))
                            .execute();
                    note(
                            handle,
                            request,
                            new Line(request.requester(), Deed.REQUESTED, request.created()));
                    return found(handle, request.tenant(), request.id()).orElseThrow();
                });
    }

    @Override
    public Optional<AccessRequest> find(TenantId tenant, AccessId id) {
        return database.within(tenant, handle -> found(handle, tenant, id));
    }

    private Optional<AccessRequest> found(Handle handle, TenantId tenant, AccessId id) {
        return handle.createQuery(COLUMNS + "WHERE tenant = :tenant AND id = :id")
                .bind("tenant", tenant.value())
                .bind("id", id.value())
                .map((row, _) -> request(tenant, row))
                .findOne();
    }

    @Override
    public List<AccessRequest> list(TenantId tenant, long before, int most) {
        return database.within(
                tenant,
                handle ->
                        handle.createQuery(
                                        COLUMNS
                                                + "WHERE tenant = :tenant"
                                                + " AND (:before = 0 OR number < :before)"
                                                + " ORDER BY number DESC LIMIT :most")
                                .bind("tenant", tenant.value())
                                .bind("before", before)
                                .bind("most", most)
                                .map((row, _) -> request(tenant, row))
                                .list());
    }

    @Override
    public boolean decide(AccessRequest request, Decision decision) {
        return database.within(
                request.tenant(),
                handle -> {
                    int changed =
                            handle.createUpdate(
                                            """
                                            UPDATE phi_access
                                            SET decider = :by, approved = :approved, decided = :at
                                            WHERE tenant = :tenant AND id = :id
                                              AND decided IS NULL
                                            """)
                                    .bind("by", decision.by().value())
                                    .bind("approved", decision.approved())
                                    .bind("at", Sealed.moment(decision.at()))
                                    .bind("tenant", request.tenant().value())
                                    .bind("id", request.id().value())
                                    .execute();
                    if (changed == 1) {
                        Deed deed = decision.approved() ? Deed.APPROVED : Deed.REJECTED;
                        note(handle, request, new Line(decision.by(), deed, decision.at()));
                    }
                    return changed == 1;
                });
    }

    @Override
    public Optional<SensitiveText> redeem(AccessRequest request, Instant at) {
        return database.within(
                request.tenant(),
                handle -> {
                    int first =
                            handle.createUpdate(
                                            """
                                            UPDATE phi_access SET used = :at
                                            WHERE tenant = :tenant AND id = :id
                                              AND approved AND used IS NULL
                                            """)
                                    .bind("at", Sealed.moment(at))
                                    .bind("tenant", request.tenant().value())
                                    .bind("id", request.id().value())
                                    .execute();
                    Optional<SensitiveText> value =
                            first == 1 ? value(handle, request, at) : Optional.empty();
                    Deed deed = value.isPresent() ? Deed.REVEALED : Deed.REFUSED;
                    note(handle, request, new Line(request.requester(), deed, at));
                    return value;
                });
    }

    private Optional<SensitiveText> value(Handle handle, AccessRequest request, Instant at) {
        return handle.createQuery(
                        "SELECT sealed FROM phi_values WHERE tenant = :tenant AND scan = :scan"
                                + " AND finding = :finding AND expires > :at")
                .bind("tenant", request.tenant().value())
                .bind("scan", request.scan().value())
                .bind("finding", request.finding())
                .bind("at", Sealed.moment(at))
                .map((row, _) -> row.getBytes("sealed"))
                .findOne()
                .flatMap(
                        bytes ->
                                seal.open(
                                        ScanTable.place(
                                                request.tenant(),
                                                request.scan(),
                                                request.finding()),
                                        bytes))
                .map(value -> SensitiveText.of(new String(value, UTF_8)));
    }

    @Override
    public void refused(AccessRequest request, KeyId by, Instant at) {
        database.within(
                request.tenant(), handle -> note(handle, request, new Line(by, Deed.REFUSED, at)));
    }

    private record Line(KeyId by, Deed deed, Instant at) {}

    private static int note(Handle handle, AccessRequest request, Line line) {
        return handle.createUpdate(
                        "INSERT INTO phi_access_log (tenant, request, key, deed, time)"
                                + " VALUES (:tenant, :request, :key, :deed, :time)")
                .bind("tenant", request.tenant().value())
                .bind("request", request.id().value())
                .bind("key", line.by().value())
                .bind("deed", line.deed().name())
                .bind("time", Sealed.moment(line.at()))
                .execute();
    }

    @Override
    public List<AccessEntry> log(TenantId tenant, long before, int most) {
        return database.within(
                tenant,
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT l.number, l.request, l.key, l.deed, l.time, a.scan,
                                               a.finding, a.reason
                                        FROM phi_access_log l
                                        JOIN phi_access a ON a.tenant = l.tenant
                                                         AND a.id = l.request
                                        WHERE l.tenant = :tenant
                                          AND (:before = 0 OR l.number < :before)
                                        ORDER BY l.number DESC LIMIT :most
                                        """)
                                .bind("tenant", tenant.value())
                                .bind("before", before)
                                .bind("most", most)
                                .map((row, _) -> entry(tenant, row))
                                .list());
    }

    private AccessEntry entry(TenantId tenant, ResultSet row) throws SQLException {
        AccessId request = new AccessId(Sealed.uuid(row, "request"));
        return new AccessEntry(
                row.getLong("number"),
                request,
                new ScanId(Sealed.uuid(row, "scan")),
                row.getInt("finding"),
                new KeyId(row.getString("key")),
                Deed.valueOf(row.getString("deed")),
                reasons.opened(tenant, request, row.getBytes("reason")),
                Sealed.needed(row, "time"));
    }

    private AccessRequest request(TenantId tenant, ResultSet row) throws SQLException {
        AccessId id = new AccessId(Sealed.uuid(row, "id"));
        String decider = row.getString("decider");
        return new AccessRequest(
                id,
                row.getLong("number"),
                tenant,
                new ScanId(Sealed.uuid(row, "scan")),
                row.getInt("finding"),
                new KeyId(row.getString("requester")),
                reasons.opened(tenant, id, row.getBytes("reason")),
                Sealed.needed(row, "created"),
                decider == null
                        ? Optional.empty()
                        : Optional.of(
                                new Decision(
                                        new KeyId(decider),
                                        row.getBoolean("approved"),
                                        Sealed.needed(row, "decided"))),
                Sealed.instant(row, "used"));
    }
}
