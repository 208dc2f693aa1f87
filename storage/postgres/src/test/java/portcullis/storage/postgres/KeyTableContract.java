package portcullis.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import portcullis.governance.Role;
import portcullis.governance.identify.StoredKey;
import portcullis.kernel.KeyId;
import portcullis.kernel.StoreUnavailable;
import portcullis.kernel.TenantId;

/** What holds for keys on every PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class KeyTableContract {
    private static final Instant CREATED = Instant.parse("2026-03-01T10:11:12.123456Z");
    private static final TenantId NORTH = new TenantId("north");
    private static final TenantId SOUTH = new TenantId("south");

    private Database database;
    private KeyTable keys;

    abstract Database open(Path folder) throws Exception;

    @BeforeAll
    void begin(@TempDir Path folder) throws Exception {
        database = open(folder);
        keys = new KeyTable(database);
    }

    @AfterAll
    void end() {
        if (database != null) {
            database.close();
        }
    }

    @Test
    @Tag("GOV-10")
    void aKeyComesBackAsItWasAdded() {
        StoredKey key = key("aaaaaaaaaaaa", NORTH, CREATED);
        keys.add(key);
        assertThat(keys.find(key.id())).contains(key);
    }

    @Test
    void anUnknownKeyIsNotFound() {
        assertThat(keys.find(new KeyId("zzzzzzzzzzzz"))).isEmpty();
        assertThat(keys.revoke(new KeyId("zzzzzzzzzzzz"), CREATED)).isFalse();
        keys.used(new KeyId("zzzzzzzzzzzz"), CREATED);
    }

    @Test
    @Tag("GOV-1")
    void aTenantSeesItsOwnKeysNewestFirst() {
        StoredKey older = key("bbbbbbbbbbb1", SOUTH, CREATED);
        StoredKey newer = key("bbbbbbbbbbb2", SOUTH, CREATED.plusSeconds(1));
        StoredKey other = key("bbbbbbbbbbb3", NORTH, CREATED);
        keys.add(older);
        keys.add(newer);
        keys.add(other);
        assertThat(keys.list(Optional.of(SOUTH))).containsExactly(newer, older);
        assertThat(keys.list(Optional.empty())).contains(newer, older, other);
        assertThat(keys.list(Optional.of(new TenantId("nobody")))).isEmpty();
    }

    @Test
    void aKeyIsRevokedOnce() {
        StoredKey key = key("cccccccccccc", NORTH, CREATED);
        keys.add(key);
        Instant first = CREATED.plusSeconds(60);
        assertThat(keys.revoke(key.id(), first)).isTrue();
        assertThat(keys.revoke(key.id(), first.plusSeconds(60))).isFalse();
        assertThat(keys.find(key.id()).orElseThrow().revoked()).contains(first);
    }

    @Test
    @Tag("GOV-11")
    void theLastUseNeverGoesBack() {
        StoredKey key = key("dddddddddddd", NORTH, CREATED);
        keys.add(key);
        Instant minute = Instant.parse("2026-03-02T08:15:00Z");
        keys.used(key.id(), minute);
        keys.used(key.id(), minute.minus(Duration.ofMinutes(1)));
        assertThat(keys.find(key.id()).orElseThrow().lastUsed()).contains(minute);
    }

    @Test
    void aRefusedRowIsNamedByNoMessage() {
        StoredKey key = key("eeeeeeeeeeee", NORTH, CREATED);
        keys.add(key);
        assertThatThrownBy(() -> keys.add(key))
                .isInstanceOf(StoreUnavailable.class)
                .satisfies(
                        trouble ->
                                assertThat(everythingSaid(trouble))
                                        .contains("SQLSTATE 23505")
                                        .doesNotContain("eeeeeeeeeeee", "Maria Huber", "INSERT"));
    }

    @Test
    @Tag("GOV-1")
    void workForOneTenantSeesNoOtherEvenWhenItAsks() {
        keys.add(key("ffffffffffff", NORTH, CREATED));
        String all = "SELECT count(*) FROM api_keys WHERE tenant <> 'south'";
        assertThat(database.<Integer>within(SOUTH, handle -> count(handle, all))).isZero();
        assertThat(database.<Integer>acrossTenants(handle -> count(handle, all))).isPositive();
    }

    private static Integer count(org.jdbi.v3.core.Handle handle, String question) {
        return handle.createQuery(question).mapTo(Integer.class).one();
    }

    private static String everythingSaid(Throwable trouble) {
        StringWriter text = new StringWriter();
        trouble.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    private static StoredKey key(String id, TenantId tenant, Instant created) {
        return new StoredKey(
                new KeyId(id),
                tenant,
                "Maria Huber's laptop",
                Role.PRACTITIONER,
                "ab".repeat(32),
                created,
                created.plus(Duration.ofDays(365)),
                Optional.empty(),
                Optional.empty());
    }
}
