package portcullis.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import portcullis.testkit.provider.Fault;
import portcullis.testkit.provider.Turn;
import portcullis.testkit.server.StartedServer;

/** What is unplugged while the server runs is said, recorded and survived. */
@Timeout(180)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BlackoutTest {
    @TempDir private static Path shared;
    @TempDir private Path folder;
    private static HouseUnderTest lasting;

    @BeforeAll
    static void open() {
        lasting = HouseUnderTest.open(shared);
    }

    @AfterAll
    static void close() {
        if (lasting != null) {
            lasting.close();
        }
    }

    @Test
    @Order(1)
    @Tag("GTW-13")
    void webPageInsteadOfAnAnswerIsATypedRefusalWithOneReceipt() {
        Caller caller = lasting.caller();
        lasting.vendor().always(Turn.says("never told").with(Fault.HTML_PAGE));
        Caller.Heard heard = Chat.send(caller, Chat.asking(Questions.fresh()));
        refused(heard, 502, "provider_malformed");
        ended(caller, heard, "PROVIDER_MALFORMED");
        lasting.vendor().always(Turn.says("Here again."));
        String answer = Chat.content(Chat.send(caller, Chat.asking(Questions.fresh())));
        assertThat(answer).isEqualTo("Here again.");
    }

    @Test
    @Order(2)
    @Tag("GTW-13")
    void absentVendorIsATypedRefusalWithOneReceipt() {
        Caller caller = lasting.caller();
        lasting.vendor().close();
        Caller.Heard plain = Chat.send(caller, Chat.asking(Questions.fresh()));
        refused(plain, 503, "provider_unavailable");
        ended(caller, plain, "PROVIDER_UNAVAILABLE");
        ObjectNode body = Chat.asking(Questions.fresh()).put("stream", true);
        Caller.Heard streamed = Chat.send(caller, body);
        refused(streamed, 503, "provider_unavailable");
        ended(caller, streamed, "PROVIDER_UNAVAILABLE");
        assertThat(caller.get("/health/ready").status()).isEqualTo(200);
    }

    @Test
    @Order(3)
    @Tag("GOV-45")
    @Tag("OPS-80")
    void withoutItsDatabaseTheServerSendsNothingAndRecordsItLater() {
        List<Caller.Heard> refused;
        String key;
        try (HouseUnderTest house = HouseUnderTest.open(folder)) {
            key = house.key();
            Chat.send(house.caller(), Chat.asking(Questions.fresh())).well();
            long before = house.vendor().ledger().requests();
            killDatabase(house.server());
            refused = Stream.generate(() -> refusedInTheDark(house.caller())).limit(4).toList();
            assertThat(house.vendor().ledger().requests()).isEqualTo(before);
            Caller.Heard ready = house.caller().get("/health/ready");
            assertThat(ready.status()).isEqualTo(503);
            assertThat(ready.json().path("code").asText()).isEqualTo("store_unavailable");
            assertThat(house.caller().get("/health/live").status()).isEqualTo(200);
        }
        try (StartedServer again =
                HouseUnderTest.serve(folder, folder.resolve("portcullis.yaml"))) {
            Caller caller = new Caller(again.base(), key);
            refused.stream()
                    .filter(heard -> code(heard).equals("audit_unavailable"))
                    .forEach(heard -> ended(caller, heard, "AUDIT_UNAVAILABLE"));
        }
    }

    /**
     * Sends a call that must be refused: for want of a record, which leaves a receipt on disk, or
     * at the door, once what is known about the key has become too old to let anybody in.
     */
    private static Caller.Heard refusedInTheDark(Caller caller) {
        Caller.Heard heard = Chat.send(caller, Chat.asking(Questions.fresh()));
        assertThat(heard.status()).as(heard.text()).isEqualTo(503);
        assertThat(code(heard)).isIn("audit_unavailable", "store_unavailable");
        assertThat(heard.header("retry-after")).isNotEmpty();
        return heard;
    }

    private static String code(Caller.Heard heard) {
        return heard.json().at("/error/code").asText();
    }

    private static void refused(Caller.Heard heard, int status, String code) {
        assertThat(heard.status()).as(heard.text()).isEqualTo(status);
        assertThat(code(heard)).isEqualTo(code);
        assertThat(heard.request()).isNotEmpty();
    }

    private static void ended(Caller caller, Caller.Heard heard, String code) {
        JsonNode receipt = Receipts.only(caller, heard.request());
        assertThat(receipt.path("refusal").asText()).as(receipt.toString()).isEqualTo(code);
    }

    /** Like {@code kill -9} of every database process that this server started. */
    private static void killDatabase(StartedServer server) {
        List<ProcessHandle> database =
                ProcessHandle.of(server.pid())
                        .orElseThrow()
                        .descendants()
                        .filter(child -> command(child).endsWith("/postgres"))
                        .toList();
        assertThat(database).isNotEmpty();
        database.forEach(ProcessHandle::destroyForcibly);
        database.forEach(BlackoutTest::awaitEnd);
    }

    private static String command(ProcessHandle process) {
        return process.info().command().orElse("");
    }

    private static void awaitEnd(ProcessHandle process) {
        try {
            process.onExit().get(30, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException alive) {
            throw new AssertionError("the database still runs", alive);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }
}
