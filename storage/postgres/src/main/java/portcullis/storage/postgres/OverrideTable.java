package portcullis.storage.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import portcullis.disclosure.note.ScanId;
import portcullis.disclosure.override.Overridden;
import portcullis.disclosure.override.OverrideId;
import portcullis.disclosure.override.OverrideStore;
import portcullis.governance.seal.Seal;
import portcullis.kernel.KeyId;
import portcullis.kernel.TenantId;
import portcullis.privacy.Context;

/** Overrides in PostgreSQL. Justifications are sealed for their row. */
public final class OverrideTable implements OverrideStore {
    private final Database database;
    private final Sealed reasons;

    /**
     * @param seal of a secret that every process on this database has
     */
    public OverrideTable(Database database, Seal seal) {
        this.database = database;
        this.reasons = new Sealed(seal, "phi-overrides");
    }

    @Override
    public void add(Overridden made) {
        byte[] reason = reasons.sealed(made.tenant(), made.id(), made.justification());
        database.within(
                made.tenant(),
                handle ->
                        handle.createUpdate(
                                        """
                                        INSERT INTO phi_overrides
                                            (tenant, id, scan, context, digest, key, owner, reason,
                                             created, expires)
                                        VALUES (:tenant, :id, :scan, :context, :digest, :key,
                                                :owner, :reason, :created, :expires)
                                        """)
                                .bind("tenant", made.tenant().value())
                                .bind("id", made.id().value())
                                .bind("scan", made.scan().value())
                                .bind("context", made.context().name())
                                .bind("digest", HexFormat.of().parseHex(made.digest()))
                                .bind("key", made.by().value())
                                .bind("owner", made.owner().value())
                                .bind("reason", reason)
                                .bind("created", Sealed.moment(made.created()))
                                .bind("expires", Sealed.moment(made.expires()))
                                .execute());
    }

    @Override
    public Optional<Overridden> standing(
            TenantId tenant, Context context, String digest, Instant now) {
        return database.within(
                tenant,
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT id, scan, context, digest, key, owner, reason,
                                               created, expires
                                        FROM phi_overrides
                                        WHERE tenant = :tenant AND digest = :digest
                                          AND context = :context AND expires > :now
                                        ORDER BY expires DESC LIMIT 1
                                        """)
                                .bind("tenant", tenant.value())
                                .bind("digest", HexFormat.of().parseHex(digest))
                                .bind("context", context.name())
                                .bind("now", Sealed.moment(now))
                                .map((row, _) -> overridden(tenant, row))
                                .findOne());
    }

    private Overridden overridden(TenantId tenant, ResultSet row) throws SQLException {
        OverrideId id = new OverrideId(Sealed.uuid(row, "id"));
        return new Overridden(
                id,
                tenant,
                new ScanId(Sealed.uuid(row, "scan")),
                Context.valueOf(row.getString("context")),
                HexFormat.of().formatHex(row.getBytes("digest")),
                new KeyId(row.getString("key")),
                new KeyId(row.getString("owner")),
                reasons.opened(tenant, id, row.getBytes("reason")),
                Sealed.needed(row, "created"),
                Sealed.needed(row, "expires"));
    }
}
