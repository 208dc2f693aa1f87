package portcullis.storage.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import portcullis.gateway.stream.SharedJournals.Row;
import portcullis.kernel.Deadline;
import portcullis.kernel.RequestId;
import portcullis.kernel.TenantId;

/** Events of streams in the embedded server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamTableTest {
    private static final TenantId NORTH = new TenantId("north");
    private static final TenantId SOUTH = new TenantId("south");

    private Database database;
    private StreamTable streams;

    @BeforeAll
    void begin(@TempDir Path folder) {
        database = Database.embedded(folder.resolve("db"), Deadline.in(Duration.ofSeconds(60)));
        streams = new StreamTable(database);
        for (TenantId tenant : List.of(NORTH, SOUTH)) {
            database.within(
                    tenant,
                    handle ->
                            handle.createUpdate(
                                            "INSERT INTO tenants (id, created) VALUES (:id, now())")
                                    .bind("id", tenant.value())
                                    .execute());
        }
    }

    @AfterAll
    void end() {
        if (database != null) {
            database.close();
        }
    }

    private static Row row(long number, String sealed) {
        return new Row(number, sealed.getBytes(UTF_8), sealed.isEmpty());
    }

    private List<String> read(TenantId tenant, RequestId stream, long after) {
        return streams.read(tenant, stream, after, 100).stream()
                .map(row -> row.number() + new String(row.sealed(), UTF_8) + row.last())
                .toList();
    }

    @Test
    void rowsComeBackInOrderAndOnce() {
        RequestId stream = RequestId.random();
        streams.add(NORTH, stream, List.of(row(2, "b"), row(1, "a")));
        streams.add(NORTH, stream, List.of(row(2, "other"), row(3, "")));
        assertThat(read(NORTH, stream, 0)).containsExactly("1afalse", "2bfalse", "3true");
        assertThat(read(NORTH, stream, 2)).containsExactly("3true");
        assertThat(streams.read(NORTH, stream, 0, 1)).hasSize(1);
    }

    @Test
    @Tag("GOV-6")
    void anotherTenantSeesNothing() {
        RequestId stream = RequestId.random();
        streams.add(NORTH, stream, List.of(row(1, "a")));
        assertThat(read(SOUTH, stream, 0)).isEmpty();
        assertThat(read(NORTH, RequestId.random(), 0)).isEmpty();
    }

    @Test
    void onlyOldStreamsAreForgotten() {
        RequestId stream = RequestId.random();
        streams.add(NORTH, stream, List.of(row(1, "a")));
        streams.forget(Duration.ofMinutes(1));
        assertThat(read(NORTH, stream, 0)).hasSize(1);
        streams.forget(Duration.ZERO);
        assertThat(read(NORTH, stream, 0)).isEmpty();
    }
}
