package portcullis.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import portcullis.testkit.provider.Fault;
import portcullis.testkit.provider.SimulatedProvider;
import portcullis.testkit.provider.Turn;
import portcullis.testkit.server.StartedServer;

/** What is unplugged while the server runs is said, recorded and survived. */
@Timeout(180)
class BlackoutTest {
    @TempDir private Path folder;

    @Test
    @Tag("GTW-13")
    void absentVendorIsATypedRefusalWithOneReceipt() {
        URI nobody;
        try (SimulatedProvider gone = SimulatedProvider.start()) {
            nobody = gone.base();
        }
        try (StartedServer server =
                HouseUnderTest.serve(folder, HouseUnderTest.configuration(folder, nobody))) {
            Caller caller = new Caller(server.base(), server.key().orElseThrow());
            Caller.Heard plain = Chat.send(caller, Chat.asking(Questions.fresh()));
            refused(plain, 503, "provider_unavailable");
            ended(caller, plain, "PROVIDER_UNAVAILABLE");
            Caller.Heard streamed =
                    Chat.send(caller, Chat.asking(Questions.fresh()).put("stream", true));
            refused(streamed, 503, "provider_unavailable");
            ended(caller, streamed, "PROVIDER_UNAVAILABLE");
            assertThat(caller.get("/health/ready").status()).isEqualTo(200);
        }
    }

    @Test
    @Tag("GTW-13")
    void webPageInsteadOfAnAnswerIsATypedRefusalWithOneReceipt() {
        try (HouseUnderTest house = HouseUnderTest.open(folder)) {
            house.vendor().always(Turn.says("never told").with(Fault.HTML_PAGE));
            Caller.Heard heard = Chat.send(house.caller(), Chat.asking(Questions.fresh()));
            refused(heard, 502, "provider_malformed");
            ended(house.caller(), heard, "PROVIDER_MALFORMED");
            house.vendor().always(Turn.says("Here again."));
            String answer = Chat.content(Chat.send(house.caller(), Chat.asking(Questions.fresh())));
            assertThat(answer).isEqualTo("Here again.");
        }
    }

    @Test
    @Tag("GOV-45")
    @Tag("OPS-80")
    void withoutItsDatabaseTheServerSendsNothingAndRecordsItLater() {
        List<String> requests;
        String key;
        try (HouseUnderTest house = HouseUnderTest.open(folder)) {
            key = house.key();
            Chat.send(house.caller(), Chat.asking(Questions.fresh())).well();
            long before = house.vendor().ledger().requests();
            killDatabase(house.server());
            requests = Stream.generate(() -> refusedInTheDark(house.caller())).limit(3).toList();
            assertThat(house.vendor().ledger().requests()).isEqualTo(before);
            Caller.Heard ready = house.caller().get("/health/ready");
            assertThat(ready.status()).isEqualTo(503);
            assertThat(ready.json().path("code").asText()).isEqualTo("store_unavailable");
            assertThat(house.caller().get("/health/live").status()).isEqualTo(200);
        }
        try (StartedServer again =
                HouseUnderTest.serve(folder, folder.resolve("portcullis.yaml"))) {
            Caller caller = new Caller(again.base(), key);
            for (String request : requests) {
                JsonNode receipt = Receipts.only(caller, request);
                assertThat(receipt.path("decision").asText()).isEqualTo("REFUSED");
            }
        }
    }

    /** Sends a call that must be refused; the id of its request. */
    private static String refusedInTheDark(Caller caller) {
        Caller.Heard heard = Chat.send(caller, Chat.asking(Questions.fresh()));
        assertThat(heard.status()).as(heard.text()).isEqualTo(503);
        assertThat(heard.json().at("/error/code").asText())
                .isIn("audit_unavailable", "store_unavailable");
        assertThat(heard.header("retry-after")).isNotEmpty();
        return heard.request();
    }

    private static void refused(Caller.Heard heard, int status, String code) {
        assertThat(heard.status()).as(heard.text()).isEqualTo(status);
        assertThat(heard.json().at("/error/code").asText()).isEqualTo(code);
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
