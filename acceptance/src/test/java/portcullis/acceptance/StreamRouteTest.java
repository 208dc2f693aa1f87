package portcullis.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import portcullis.testkit.provider.Fault;
import portcullis.testkit.provider.Turn;

/** Operations' streams, and streams that are resumed, over real sockets. */
@Timeout(240)
class StreamRouteTest {
    private static final String ROUTE = "/api/ai/stream";
    private static final String SAID = "one two three four five six seven eight nine ten";
    @TempDir private static Path folder;
    private static HouseUnderTest house;

    @BeforeAll
    static void open() {
        house = HouseUnderTest.open(folder);
    }

    @AfterAll
    static void close() {
        if (house != null) {
            house.close();
        }
    }

    private static ObjectNode operation(String name, String input) {
        return Caller.JSON.createObjectNode().put("operation", name).put("input", input);
    }

    @Test
    @Tag("R-023")
    @Tag("R-024")
    @Tag("R-025")
    @Tag("R-028")
    void aChatIsToldInNumberedEvents() {
        house.vendor().script(Turn.says(SAID));
        Caller.Heard heard = house.caller().post(ROUTE, operation("chat", Questions.fresh()));
        List<Told> events = Told.in(heard.well().text());
        assertThat(events.getFirst().name()).isEqualTo("status");
        assertThat(events.getLast().name()).isEqualTo("done");
        String tokens =
                events.stream()
                        .filter(event -> event.name().equals("token"))
                        .map(event -> event.json().path("text").asText())
                        .collect(Collectors.joining());
        assertThat(tokens).isEqualTo(SAID);
        assertThat(events.getLast().json().path("text").asText()).isEqualTo(SAID);
        assertThat(heard.text().lines().filter(line -> line.startsWith("id: ")))
                .hasSize(events.size())
                .doesNotHaveDuplicates();
        Receipts.only(house.caller(), heard.request());
    }

    @Test
    @Tag("R-036")
    void aBrokenOneEndsWithATypedError() {
        house.vendor().script(Turn.callsTool("c", "f", "{\"a\":1}").with(Fault.CUT, 2));
        Caller.Heard heard = house.caller().post(ROUTE, operation("chat", Questions.fresh()));
        Told last = Told.in(heard.well().text()).getLast();
        assertThat(last.name()).isEqualTo("error");
        assertThat(last.json().path("code").asText()).startsWith("provider_");
    }

    @ParameterizedTest
    @ValueSource(strings = {"irb_draft", "manuscript_draft", "literature_synthesis"})
    void operationsOfLaterVersionsAreRefusedByName(String operation) {
        Caller.Heard heard = house.caller().post(ROUTE, operation(operation, "x"));
        assertThat(heard.status()).isEqualTo(422);
        assertThat(heard.json().path("code").asText()).isEqualTo("operation_unavailable");
        assertThat(heard.text()).contains("chat is");
        Receipts.only(house.caller(), heard.request());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"operation\":\"sing\",\"input\":\"x\"}",
                "{\"operation\":\"chat\"}",
                "{\"operation\":\"chat\",\"input\":{\"messages\":[]}}",
                "{\"operation\":\"chat\",\"input\":{\"messages\":[{\"role\":\"cook\",\"content\":\"x\"}]}}",
                "{\"operation\":\"chat\",\"input\":\"x\",\"options\":{\"warm\":1}}",
                "{\"operation\":\"chat\",\"input\":\"x\",\"more\":1}",
            })
    void whatIsNotUnderstoodIsRefusedWithAReceipt(String body) {
        Caller.Heard heard = house.caller().send("POST", ROUTE, body);
        assertThat(heard.status()).isBetween(400, 422);
        Receipts.only(house.caller(), heard.request());
    }

    /** B5 over sockets: cut while the vendor speaks, resumed with the last event's id. */
    @Test
    @Tag("OPS-81")
    void aCutConnectionIsResumedWithoutAskingAgain() throws IOException {
        house.vendor().script(Turn.says(SAID).between(Duration.ofMillis(40)));
        long before = house.vendor().ledger().requests();
        String body = Chat.asking(Questions.fresh()).put("stream", true).toString();
        List<String> had;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), house.base().getPort())) {
            send(socket, body, "x-portcullis-resume: on");
            had = events(reader(socket), 4);
        }
        List<String> rest;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), house.base().getPort())) {
            send(socket, body, "last-event-id: " + had.getLast().lines().findFirst().orElseThrow());
            rest = events(reader(socket), Integer.MAX_VALUE);
        }
        String text =
                java.util.stream.Stream.concat(had.stream(), rest.stream())
                        .map(event -> event.substring(event.indexOf("data: ") + 6).strip())
                        .filter(data -> !data.equals("[DONE]"))
                        .map(data -> Caller.read(data).at("/choices/0/delta/content"))
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining());
        assertThat(text).isEqualTo(SAID);
        assertThat(rest.getLast()).contains("[DONE]");
        assertThat(house.vendor().ledger().requests()).isEqualTo(before + 1);
    }

    private static void send(Socket socket, String body, String header) throws IOException {
        String head =
                "POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer "
                        + house.key()
                        + "\r\n"
                        + header
                        + "\r\ncontent-type: application/json\r\nconnection: close\r\n"
                        + "content-length: "
                        + body.length()
                        + "\r\n\r\n";
        socket.setSoTimeout(30_000);
        socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Numbered events without their {@code id: }; chunk sizes and comments are passed over. */
    private static List<String> events(BufferedReader in, int most) throws IOException {
        List<String> events = new ArrayList<>();
        StringBuilder event = new StringBuilder();
        String line = in.readLine();
        while (line != null && events.size() < most) {
            if (line.startsWith("id: ")) {
                event.append(line.substring(4)).append('\n');
            } else if (line.startsWith("data: ") && !event.isEmpty()) {
                events.add(event.append(line).toString());
                event.setLength(0);
            }
            line = events.size() < most ? in.readLine() : line;
        }
        return events;
    }
}
