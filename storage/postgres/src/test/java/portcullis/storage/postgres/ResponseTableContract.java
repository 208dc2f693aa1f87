package portcullis.storage.postgres;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import portcullis.gateway.keep.Kept;
import portcullis.gateway.keep.Owner;
import portcullis.gateway.keep.ResponseId;
import portcullis.governance.seal.Seal;
import portcullis.kernel.KeyId;
import portcullis.kernel.RequestId;
import portcullis.kernel.TenantId;

/** What holds for kept responses on every PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ResponseTableContract {
    private static final Instant CREATED = Instant.parse("2026-03-01T10:11:12.123456Z");
    private static final Instant LATER = CREATED.plusSeconds(60);
    private static final Owner NORTH = owner("north", "aaaaaaaaaaaa");
    private static final Owner COLLEAGUE = owner("north", "bbbbbbbbbbbb");
    private static final Owner SOUTH = owner("south", "aaaaaaaaaaaa");
    private static final byte[] INPUT = "[\"Mrs Zibeline asks\"]".getBytes(UTF_8);
    private static final byte[] ANSWER = "{\"output\":\"larkspurin\"}".getBytes(UTF_8);

    private Database database;
    private ResponseTable responses;

    abstract Database open(Path folder) throws Exception;

    @BeforeAll
    void begin(@TempDir Path folder) throws Exception {
        database = open(folder);
        responses = new ResponseTable(database, new Seal(new byte[32]));
    }

    @AfterAll
    void end() {
        if (database != null) {
            database.close();
        }
    }

    private static Owner owner(String tenant, String key) {
        return new Owner(new TenantId(tenant), new KeyId(key));
    }

    private Kept add(Optional<Instant> until) {
        ResponseId id = ResponseId.of(RequestId.random());
        Kept kept = new Kept(id, NORTH, CREATED, CREATED.plusSeconds(3600), until, INPUT, ANSWER);
        responses.add(kept);
        return kept;
    }

    private Optional<Kept> find(Owner owner, Kept kept) {
        return responses.find(owner, kept.id(), LATER);
    }

    @Test
    void aResponseComesBackAsItWasAdded() {
        Kept kept = add(Optional.of(LATER));
        Kept found = find(NORTH, kept).orElseThrow();
        assertThat(found).usingRecursiveComparison().isEqualTo(kept);
    }

    @Test
    @Tag("GOV-1")
    void itIsNotThereForAnotherKeyOrTenant() {
        Kept kept = add(Optional.empty());
        for (Owner stranger : List.of(COLLEAGUE, SOUTH)) {
            assertThat(find(stranger, kept)).isEmpty();
            assertThat(responses.delete(stranger, kept.id())).isFalse();
            assertThat(responses.complete(stranger, kept.id(), ANSWER)).isFalse();
        }
        assertThat(find(NORTH, kept)).isPresent();
    }

    @Test
    void onlyARunningOneIsCompletedAndOnlyOnce() {
        Kept kept = add(Optional.of(LATER));
        byte[] other = "{}".getBytes(UTF_8);
        assertThat(responses.complete(NORTH, kept.id(), other)).isTrue();
        assertThat(responses.complete(NORTH, kept.id(), ANSWER)).isFalse();
        Kept found = find(NORTH, kept).orElseThrow();
        assertThat(found.response()).isEqualTo(other);
        assertThat(found.runningUntil()).isEmpty();
        assertThat(found.input()).isEqualTo(INPUT);
    }

    @Test
    void whatIsDeletedIsGone() {
        Kept kept = add(Optional.of(LATER));
        assertThat(responses.delete(NORTH, kept.id())).isTrue();
        assertThat(responses.delete(NORTH, kept.id())).isFalse();
        assertThat(find(NORTH, kept)).isEmpty();
        assertThat(responses.complete(NORTH, kept.id(), ANSWER)).isFalse();
    }

    @Test
    void whatHasExpiredIsNotFoundAndSweptAway() {
        Kept kept = add(Optional.empty());
        Instant end = kept.expires();
        assertThat(responses.find(NORTH, kept.id(), end.minus(Duration.ofMillis(1)))).isPresent();
        assertThat(responses.find(NORTH, kept.id(), end)).isEmpty();
        assertThat(responses.sweep(CREATED)).isZero();
        assertThat(responses.sweep(end)).isPositive();
        assertThat(find(NORTH, kept)).isEmpty();
    }

    @Test
    @Tag("GOV-57")
    void noTextStandsInTheTable() {
        Kept kept = add(Optional.empty());
        String rows =
                database.acrossTenants(
                        handle ->
                                handle.createQuery("SELECT input, response FROM model_responses")
                                        .map(
                                                (row, _) ->
                                                        new String(
                                                                        row.getBytes("input"),
                                                                        ISO_8859_1)
                                                                + new String(
                                                                        row.getBytes("response"),
                                                                        ISO_8859_1))
                                        .list()
                                        .toString());
        assertThat(rows).isNotEmpty().doesNotContain("Zibeline").doesNotContain("larkspurin");
        assertThat(find(NORTH, kept)).isPresent();
    }

    @Test
    @Tag("GOV-57")
    void aRowUnderAnotherSecretOrMovedToAnotherKeyIsNotThere() {
        Kept kept = add(Optional.empty());
        byte[] secret = new byte[32];
        secret[0] = 1;
        ResponseTable other = new ResponseTable(database, new Seal(secret));
        assertThat(other.find(NORTH, kept.id(), LATER)).isEmpty();
        database.acrossTenants(
                handle ->
                        handle.createUpdate("UPDATE model_responses SET key = :key WHERE id = :id")
                                .bind("key", COLLEAGUE.key().value())
                                .bind("id", kept.id().value())
                                .execute());
        assertThat(find(COLLEAGUE, kept)).isEmpty();
    }
}
