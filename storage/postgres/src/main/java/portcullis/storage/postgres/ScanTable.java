package portcullis.storage.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import portcullis.disclosure.note.Noted;
import portcullis.disclosure.note.Resource;
import portcullis.disclosure.note.ScanId;
import portcullis.disclosure.note.ScanStore;
import portcullis.governance.seal.Seal;
import portcullis.kernel.KeyId;
import portcullis.kernel.Label;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;
import portcullis.privacy.Context;
import portcullis.privacy.RiskLevel;

/**
 * Results of scans in PostgreSQL. Values that are kept are sealed for their row: one that was moved
 * or changed cannot be opened. Moments are kept to the microsecond.
 */
public final class ScanTable implements ScanStore {
    private static final Label PURPOSE = new Label("phi-values");
    private static final String COLUMNS =
            "SELECT tenant, id, key, context, resource_type, resource_id, created, digest, period,"
                    + " characters, risk, findings, kept_until FROM phi_scan ";

    private final Database database;
    private final Seal seal;

    /**
     * @param seal of a secret that every process on this database has
     */
    public ScanTable(Database database, Seal seal) {
        this.database = database;
        this.seal = seal;
    }

    @Override
    public void add(Noted noted, List<SensitiveText> values) {
        database.within(
                noted.tenant(),
                handle -> {
                    Tenants.ensure(handle, noted.tenant());
                    added(handle, noted);
                    for (int i = 0; i < values.size(); i++) {
                        keep(handle, noted, i, values.get(i));
                    }
                    return values.size();
                });
    }

    private static void added(Handle handle, Noted noted) {
        handle.createUpdate(
                        """
                        INSERT INTO phi_scan
                            (tenant, id, key, context, resource_type, resource_id, created, digest,
                             period, characters, risk, findings, kept_until)
                        VALUES (:tenant, :id, :key, :context, :type, :resource, :created, :digest,
                                :period, :characters, :risk, :findings::jsonb, :kept)
                        """)
                .bind("tenant", noted.tenant().value())
                .bind("id", noted.id().value())
                .bind("key", noted.by().value())
                .bind("context", noted.context().name())
                .bind("type", noted.resource().map(Resource::type))
                .bind("resource", noted.resource().map(Resource::id))
                .bind("created", moment(noted.created()))
                .bind("digest", HexFormat.of().parseHex(noted.digest()))
                .bind("period", noted.period())
                .bind("characters", noted.characters())
                .bind("risk", noted.risk().name())
                .bind("findings", FindingsJson.written(noted.findings()))
                .bind("kept", noted.kept().map(ScanTable::moment))
                .execute();
    }

    private void keep(Handle handle, Noted noted, int finding, SensitiveText value) {
        Seal.Place place = place(noted.tenant(), noted.id(), finding);
        handle.createUpdate(
                        "INSERT INTO phi_values (tenant, scan, finding, sealed, expires)"
                                + " VALUES (:tenant, :scan, :finding, :sealed, :expires)")
                .bind("tenant", noted.tenant().value())
                .bind("scan", noted.id().value())
                .bind("finding", finding)
                .bind("sealed", seal.seal(place, value.reveal().getBytes(UTF_8)))
                .bind("expires", noted.kept().map(ScanTable::moment))
                .execute();
    }

    @Override
    public Optional<Noted> find(TenantId tenant, ScanId id) {
        return database.within(
                tenant,
                handle ->
                        handle.createQuery(COLUMNS + "WHERE tenant = :tenant AND id = :id")
                                .bind("tenant", tenant.value())
                                .bind("id", id.value())
                                .map((row, _) -> noted(row))
                                .findOne());
    }

    @Override
    public List<Noted> about(TenantId tenant, Resource resource, int most) {
        return database.within(
                tenant,
                handle ->
                        handle.createQuery(
                                        COLUMNS
                                                + "WHERE tenant = :tenant AND resource_type = :type"
                                                + " AND resource_id = :id"
                                                + " ORDER BY created DESC, id LIMIT :most")
                                .bind("tenant", tenant.value())
                                .bind("type", resource.type())
                                .bind("id", resource.id())
                                .bind("most", most)
                                .map((row, _) -> noted(row))
                                .list());
    }

    @Override
    public int sweep(Instant now) {
        return database.acrossTenants(
                handle ->
                        handle.createUpdate("DELETE FROM phi_values WHERE expires <= :now")
                                .bind("now", moment(now))
                                .execute());
    }

    /** Where the value of a finding is sealed. */
    static Seal.Place place(TenantId tenant, ScanId scan, int finding) {
        return new Seal.Place(PURPOSE, tenant, scan + "/" + finding);
    }

    private static Noted noted(ResultSet row) throws SQLException {
        return new Noted(
                new ScanId(row.getObject("id", UUID.class)),
                new TenantId(row.getString("tenant")),
                new KeyId(row.getString("key")),
                Context.valueOf(row.getString("context")),
                resource(row),
                instant(row, "created").orElseThrow(),
                HexFormat.of().formatHex(row.getBytes("digest")),
                row.getString("period"),
                row.getLong("characters"),
                RiskLevel.valueOf(row.getString("risk")),
                FindingsJson.read(row.getString("findings")),
                instant(row, "kept_until"));
    }

    private static Optional<Resource> resource(ResultSet row) throws SQLException {
        String type = row.getString("resource_type");
        return type == null
                ? Optional.empty()
                : Optional.of(new Resource(type, row.getString("resource_id")));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    private static OffsetDateTime moment(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
