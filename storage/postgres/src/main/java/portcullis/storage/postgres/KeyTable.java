package portcullis.storage.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import portcullis.governance.Capability;
import portcullis.governance.Role;
import portcullis.governance.identify.KeyScope;
import portcullis.governance.identify.KeyStore;
import portcullis.governance.identify.StoredKey;
import portcullis.kernel.KeyId;
import portcullis.kernel.Label;
import portcullis.kernel.TenantId;

/**
 * API keys in PostgreSQL. Looks across tenants where a key is looked for by its id: whose it is, is
 * the answer. Moments are kept to the microsecond.
 */
public final class KeyTable implements KeyStore {
    private static final String COLUMNS =
            "SELECT id, tenant, name, role, capabilities, digest, created, expires, revoked,"
                    + " last_used, person, models FROM api_keys ";

    private final Database database;

    public KeyTable(Database database) {
        this.database = database;
    }

    @Override
    public Optional<StoredKey> find(KeyId id) {
        return database.acrossTenants(
                handle ->
                        handle.createQuery(COLUMNS + "WHERE id = :id")
                                .bind("id", id.value())
                                .map((row, _) -> key(row))
                                .findOne());
    }

    @Override
    public void add(StoredKey key) {
        database.within(key.tenant(), handle -> added(handle, key));
    }

    @Override
    public List<StoredKey> list(Optional<TenantId> tenant) {
        return tenant.map(named -> database.within(named, handle -> ofTenant(handle, named)))
                .orElseGet(() -> database.acrossTenants(KeyTable::ofAll));
    }

    @Override
    public boolean revoke(KeyId id, Instant at) {
        String statement = "UPDATE api_keys SET revoked = :at WHERE id = :id AND revoked IS NULL";
        return database.acrossTenants(handle -> stamped(handle, statement, id, at)) == 1;
    }

    /** A later use is never overwritten by an earlier one. */
    @Override
    public void used(KeyId id, Instant minute) {
        String statement =
                "UPDATE api_keys SET last_used = :at"
                        + " WHERE id = :id AND (last_used IS NULL OR last_used < :at)";
        database.acrossTenants(handle -> stamped(handle, statement, id, minute));
    }

    private static int added(Handle handle, StoredKey key) {
        handle.createUpdate(
                        "INSERT INTO tenants (id, created) VALUES (:tenant, :created)"
                                + " ON CONFLICT (id) DO NOTHING")
                .bind("tenant", key.tenant().value())
                .bind("created", moment(key.created()))
                .execute();
        return handle.createUpdate(
                        """
                        INSERT INTO api_keys (id, tenant, name, role, capabilities, digest, created,
                                              expires, revoked, last_used, person, models)
                        VALUES (:id, :tenant, :name, :role, :capabilities, :digest, :created,
                                :expires, :revoked, :used, :person, :models)
                        """)
                .bind("id", key.id().value())
                .bind("tenant", key.tenant().value())
                .bind("name", key.name())
                .bind("role", key.role().name())
                .bind("capabilities", names(key.capabilities()))
                .bind("digest", HexFormat.of().parseHex(key.digest()))
                .bind("created", moment(key.created()))
                .bind("expires", moment(key.expires()))
                .bind("revoked", key.revoked().map(KeyTable::moment))
                .bind("used", key.lastUsed().map(KeyTable::moment))
                .bind("person", key.scope().user().map(Label::value))
                .bindArray("models", String.class, models(key.scope()))
                .execute();
    }

    private static List<StoredKey> ofTenant(Handle handle, TenantId tenant) {
        return handle.createQuery(COLUMNS + "WHERE tenant = :tenant ORDER BY created DESC, id")
                .bind("tenant", tenant.value())
                .map((row, _) -> key(row))
                .list();
    }

    private static List<StoredKey> ofAll(Handle handle) {
        return handle.createQuery(COLUMNS + "ORDER BY created DESC, id")
                .map((row, _) -> key(row))
                .list();
    }

    private static int stamped(Handle handle, String statement, KeyId id, Instant at) {
        return handle.createUpdate(statement)
                .bind("id", id.value())
                .bind("at", moment(at))
                .execute();
    }

    private static StoredKey key(ResultSet row) throws SQLException {
        return new StoredKey(
                new KeyId(row.getString("id")),
                new TenantId(row.getString("tenant")),
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                capabilities(row),
                HexFormat.of().formatHex(row.getBytes("digest")),
                instant(row, "created").orElseThrow(),
                instant(row, "expires").orElseThrow(),
                instant(row, "revoked"),
                instant(row, "last_used"),
                scope(row));
    }

    private static Object[] models(KeyScope scope) {
        return scope.models().stream().map(Label::value).sorted().toArray();
    }

    private static KeyScope scope(ResultSet row) throws SQLException {
        String[] models = (String[]) row.getArray("models").getArray();
        return new KeyScope(
                Optional.ofNullable(row.getString("person")).map(Label::new),
                Arrays.stream(models).map(Label::new).collect(Collectors.toSet()));
    }

    private static String[] names(Set<Capability> capabilities) {
        return capabilities.stream().map(Capability::name).sorted().toArray(String[]::new);
    }

    private static Set<Capability> capabilities(ResultSet row) throws SQLException {
        String[] names = (String[]) row.getArray("capabilities").getArray();
        return Arrays.stream(names).map(Capability::valueOf).collect(Collectors.toSet());
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    private static OffsetDateTime moment(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
