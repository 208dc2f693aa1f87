package portcullis.storage.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import portcullis.disclosure.report.Cause;
import portcullis.disclosure.report.Incident;
import portcullis.disclosure.report.Incident.Done;
import portcullis.disclosure.report.Incident.Progress;
import portcullis.disclosure.report.IncidentId;
import portcullis.disclosure.report.IncidentStore;
import portcullis.disclosure.report.Step;
import portcullis.governance.seal.Seal;
import portcullis.kernel.KeyId;
import portcullis.kernel.RequestId;
import portcullis.kernel.TenantId;

/** Incidents and their steps in PostgreSQL. What people wrote is sealed for its row. */
public final class IncidentTable implements IncidentStore {
    private static final String COLUMNS =
            "SELECT number, id, cause, opened, key, request, summary FROM phi_incidents ";

    private final Database database;
    private final Sealed words;

    /**
     * @param seal of a secret that every process on this database has
     */
    public IncidentTable(Database database, Seal seal) {
        this.database = database;
        this.words = new Sealed(seal, "phi-incidents");
    }

    @Override
    public void add(Incident incident) {
        database.within(
                incident.tenant(),
                handle -> {
                    Tenants.ensure(handle, incident.tenant());
                    head(handle, incident);
                    incident.steps().forEach(step -> step(handle, incident, step));
                    return incident.steps().size();
                });
    }

    private void head(Handle handle, Incident incident) {
        handle.createUpdate(
                        """
                        INSERT INTO phi_incidents (tenant, id, cause, opened, key, request, summary)
                        VALUES (:tenant, :id, :cause, :opened, :key, :request, :summary)
                        """)
                .bind("tenant", incident.tenant().value())
                .bind("id", incident.id().value())
                .bind("cause", incident.cause().name())
                .bind("opened", Sealed.moment(incident.opened()))
                .bind("key", incident.by().map(KeyId::value))
                .bind("request", incident.request().map(RequestId::value))
                .bind("summary", words.sealed(incident.tenant(), incident.id(), incident.summary()))
                .execute();
    }

    private void step(Handle handle, Incident incident, Progress step) {
        handle.createUpdate(
                        """
                        INSERT INTO phi_incident_steps (tenant, incident, step, due, owner, note)
                        VALUES (:tenant, :incident, :step, :due, :owner, :note)
                        """)
                .bind("tenant", incident.tenant().value())
                .bind("incident", incident.id().value())
                .bind("step", step.step().name())
                .bind("due", Sealed.moment(step.due()))
                .bind("owner", step.owner())
                .bind(
                        "note",
                        words.sealed(incident.tenant(), row(incident.id(), step), step.note()))
                .execute();
    }

    private static String row(IncidentId incident, Progress step) {
        return incident + "/" + step.step();
    }

    @Override
    public boolean openedSince(TenantId tenant, Cause cause, Instant since) {
        return database.within(
                tenant,
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT EXISTS (SELECT FROM phi_incidents
                                                       WHERE tenant = :tenant AND cause = :cause
                                                         AND key IS NULL AND opened > :since)
                                        """)
                                .bind("tenant", tenant.value())
                                .bind("cause", cause.name())
                                .bind("since", Sealed.moment(since))
                                .mapTo(Boolean.class)
                                .one());
    }

    @Override
    public Optional<Incident> find(TenantId tenant, IncidentId id) {
        return database.within(
                tenant,
                handle ->
                        whole(
                                        handle,
                                        tenant,
                                        handle.createQuery(
                                                        COLUMNS
                                                                + "WHERE tenant = :tenant"
                                                                + " AND id = :id")
                                                .bind("tenant", tenant.value())
                                                .bind("id", id.value())
                                                .map((row, _) -> incident(tenant, row))
                                                .list())
                                .stream()
                                .findFirst());
    }

    @Override
    public List<Incident> list(TenantId tenant, long before, int most) {
        return database.within(
                tenant,
                handle ->
                        whole(
                                handle,
                                tenant,
                                handle.createQuery(
                                                COLUMNS
                                                        + "WHERE tenant = :tenant"
                                                        + " AND (:before = 0 OR number < :before)"
                                                        + " ORDER BY number DESC LIMIT :most")
                                        .bind("tenant", tenant.value())
                                        .bind("before", before)
                                        .bind("most", most)
                                        .map((row, _) -> incident(tenant, row))
                                        .list()));
    }

    /** With the steps of all of them, in one question. */
    private List<Incident> whole(Handle handle, TenantId tenant, List<Incident> heads) {
        UUID[] ids = heads.stream().map(one -> one.id().value()).toArray(UUID[]::new);
        Map<UUID, List<Owned>> steps =
                handle
                        .createQuery(
                                """
                                SELECT incident, step, due, owner, done, done_by, note
                                FROM phi_incident_steps
                                WHERE tenant = :tenant AND incident = ANY(:ids)
                                """)
                        .bind("tenant", tenant.value())
                        .bindArray("ids", UUID.class, (Object[]) ids)
                        .map((row, _) -> owned(tenant, row))
                        .list()
                        .stream()
                        .collect(Collectors.groupingBy(Owned::incident));
        return heads.stream()
                .map(head -> with(head, steps.getOrDefault(head.id().value(), List.of())))
                .toList();
    }

    private record Owned(UUID incident, Progress step) {}

    private static Incident with(Incident head, List<Owned> steps) {
        return new Incident(
                head.id(),
                head.number(),
                head.tenant(),
                head.cause(),
                head.opened(),
                head.by(),
                head.request(),
                head.summary(),
                steps.stream().map(Owned::step).toList());
    }

    private Incident incident(TenantId tenant, ResultSet row) throws SQLException {
        IncidentId id = new IncidentId(Sealed.uuid(row, "id"));
        return new Incident(
                id,
                row.getLong("number"),
                tenant,
                Cause.valueOf(row.getString("cause")),
                Sealed.needed(row, "opened"),
                Optional.ofNullable(row.getString("key")).map(KeyId::new),
                Optional.ofNullable(row.getString("request")).map(RequestId::new),
                words.opened(tenant, id, row.getBytes("summary")),
                List.of());
    }

    private Owned owned(TenantId tenant, ResultSet row) throws SQLException {
        UUID incident = Sealed.uuid(row, "incident");
        Step step = Step.valueOf(row.getString("step"));
        String by = row.getString("done_by");
        Optional<Done> done =
                by == null
                        ? Optional.empty()
                        : Optional.of(new Done(new KeyId(by), Sealed.needed(row, "done")));
        return new Owned(
                incident,
                new Progress(
                        step,
                        Sealed.needed(row, "due"),
                        row.getString("owner"),
                        done,
                        words.opened(tenant, incident + "/" + step, row.getBytes("note"))));
    }

    @Override
    public boolean progress(Incident incident, Progress step) {
        byte[] note = words.sealed(incident.tenant(), row(incident.id(), step), step.note());
        return database.within(
                        incident.tenant(),
                        handle ->
                                handle.createUpdate(
                                                """
                                                UPDATE phi_incident_steps
                                                SET owner = :owner, done = :done, done_by = :by,
                                                    note = :note
                                                WHERE tenant = :tenant AND incident = :incident
                                                  AND step = :step AND done IS NULL
                                                """)
                                        .bind("owner", step.owner())
                                        .bind("done", step.done().map(Done::at).map(Sealed::moment))
                                        .bind("by", step.done().map(Done::by).map(KeyId::value))
                                        .bind("note", note)
                                        .bind("tenant", incident.tenant().value())
                                        .bind("incident", incident.id().value())
                                        .bind("step", step.step().name())
                                        .execute())
                == 1;
    }

    @Override
    public List<Late> late(Instant now) {
        return database.acrossTenants(
                handle ->
                        handle.createQuery(
                                        """
                                        UPDATE phi_incident_steps SET alerted = :now
                                        WHERE done IS NULL AND alerted IS NULL AND due < :now
                                        RETURNING tenant, incident, step
                                        """)
                                .bind("now", Sealed.moment(now))
                                .map(
                                        (row, _) ->
                                                new Late(
                                                        new TenantId(row.getString("tenant")),
                                                        new IncidentId(
                                                                Sealed.uuid(row, "incident")),
                                                        Step.valueOf(row.getString("step"))))
                                .list());
    }

    @Override
    public Standing standing(Instant now) {
        return database.acrossTenants(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT count(DISTINCT (tenant, incident)) AS open,
                                               count(*) FILTER (WHERE due < :now) AS overdue
                                        FROM phi_incident_steps WHERE done IS NULL
                                        """)
                                .bind("now", Sealed.moment(now))
                                .map(
                                        (row, _) ->
                                                new Standing(
                                                        row.getLong("open"),
                                                        row.getLong("overdue")))
                                .one());
    }
}
