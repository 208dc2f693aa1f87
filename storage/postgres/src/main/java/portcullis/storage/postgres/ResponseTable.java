package portcullis.storage.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import portcullis.gateway.keep.Kept;
import portcullis.gateway.keep.Owner;
import portcullis.gateway.keep.ResponseId;
import portcullis.gateway.keep.ResponseStore;
import portcullis.governance.seal.Seal;
import portcullis.kernel.Label;

/**
 * Kept responses in PostgreSQL. Input and answer are sealed for their row and their owner, so that
 * neither a reader of the table nor a row moved to another owner shows anything; a row that cannot
 * be opened is not there. Moments are kept to the microsecond.
 */
public final class ResponseTable implements ResponseStore {
    private static final Label PURPOSE = new Label("responses");

    private final Database database;
    private final Seal seal;

    /**
     * @param seal of a secret that every process on this database has
     */
    public ResponseTable(Database database, Seal seal) {
        this.database = database;
        this.seal = seal;
    }

    @Override
    public void add(Kept kept) {
        byte[] input = seal.seal(place(kept.owner(), kept.id(), "input"), kept.input());
        byte[] answer = sealed(kept.owner(), kept.id(), kept.response());
        database.within(
                kept.owner().tenant(),
                handle -> {
                    Tenants.ensure(handle, kept.owner().tenant());
                    return added(handle, kept, input, answer);
                });
    }

    private static int added(Handle handle, Kept kept, byte[] input, byte[] answer) {
        return handle.createUpdate(
                        """
                        INSERT INTO model_responses
                            (tenant, id, key, created, expires, running_until, input, response)
                        VALUES (:tenant, :id, :key, :created, :expires, :until, :input, :answer)
                        """)
                .bind("tenant", kept.owner().tenant().value())
                .bind("id", kept.id().value())
                .bind("key", kept.owner().key().value())
                .bind("created", moment(kept.created()))
                .bind("expires", moment(kept.expires()))
                .bind("until", kept.runningUntil().map(ResponseTable::moment))
                .bind("input", input)
                .bind("answer", answer)
                .execute();
    }

    @Override
    public boolean complete(Owner owner, ResponseId id, byte[] response) {
        byte[] answer = sealed(owner, id, response);
        return database.within(
                        owner.tenant(),
                        handle ->
                                handle.createUpdate(
                                                """
                                                UPDATE model_responses
                                                SET response = :answer, running_until = NULL
                                                WHERE tenant = :tenant AND id = :id AND key = :key
                                                  AND running_until IS NOT NULL
                                                """)
                                        .bind("answer", answer)
                                        .bind("tenant", owner.tenant().value())
                                        .bind("id", id.value())
                                        .bind("key", owner.key().value())
                                        .execute())
                == 1;
    }

    @Override
    public Optional<Kept> find(Owner owner, ResponseId id, Instant now) {
        return database.within(
                        owner.tenant(),
                        handle ->
                                handle.createQuery(
                                                """
                                                SELECT created, expires, running_until, input,
                                                       response
                                                FROM model_responses
                                                WHERE tenant = :tenant AND id = :id AND key = :key
                                                  AND expires > :now
                                                """)
                                        .bind("tenant", owner.tenant().value())
                                        .bind("id", id.value())
                                        .bind("key", owner.key().value())
                                        .bind("now", moment(now))
                                        .map((row, _) -> opened(owner, id, row))
                                        .findOne())
                .flatMap(kept -> kept);
    }

    @Override
    public boolean delete(Owner owner, ResponseId id) {
        return database.within(
                        owner.tenant(),
                        handle ->
                                handle.createUpdate(
                                                """
                                                DELETE FROM model_responses
                                                WHERE tenant = :tenant AND id = :id AND key = :key
                                                """)
                                        .bind("tenant", owner.tenant().value())
                                        .bind("id", id.value())
                                        .bind("key", owner.key().value())
                                        .execute())
                == 1;
    }

    @Override
    public int sweep(Instant now) {
        return database.acrossTenants(
                handle ->
                        handle.createUpdate("DELETE FROM model_responses WHERE expires <= :now")
                                .bind("now", moment(now))
                                .execute());
    }

    private Optional<Kept> opened(Owner owner, ResponseId id, ResultSet row) throws SQLException {
        Optional<byte[]> input = seal.open(place(owner, id, "input"), row.getBytes("input"));
        Optional<byte[]> answer = seal.open(place(owner, id, "response"), row.getBytes("response"));
        if (input.isEmpty() || answer.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Kept(
                        id,
                        owner,
                        instant(row, "created").orElseThrow(),
                        instant(row, "expires").orElseThrow(),
                        instant(row, "running_until"),
                        input.get(),
                        answer.get()));
    }

    private byte[] sealed(Owner owner, ResponseId id, byte[] response) {
        return seal.seal(place(owner, id, "response"), response);
    }

    private static Seal.Place place(Owner owner, ResponseId id, String part) {
        String name = id.value() + "/" + owner.key().value() + "/" + part;
        return new Seal.Place(PURPOSE, owner.tenant(), name);
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    private static OffsetDateTime moment(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
