package portcullis.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import portcullis.testkit.LeakCanary;
import portcullis.testkit.provider.Exchange;
import portcullis.testkit.provider.Fault;
import portcullis.testkit.provider.Turn;

/** What a vendor, a log and a disk learn of a patient: nothing; and the caller gets all back. */
@Timeout(240)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ScreenedCallTest {
    @TempDir private static Path folder;
    private static final LeakCanary CANARY =
            LeakCanary.planting(Patient.VALUES.toArray(String[]::new));
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

    @Test
    @Tag("SCR-31")
    void plainAnswerIsRestored() {
        String note = Patient.note("plain form");
        assertThat(Chat.content(Chat.send(house.caller(), Chat.asking(note)))).isEqualTo(note);
        assertThat(masked()).contains("Please call back about the plain form");
    }

    @Test
    @Tag("SCR-35")
    void streamedAnswerIsRestored() {
        String note = Patient.note("stream");
        assertThat(Chat.streamed(house.caller(), Chat.asking(note))).isEqualTo(note);
        assertThat(masked()).contains("Please call back about the stream");
    }

    @Test
    @Tag("SCR-35")
    void answerInPiecesOfOneCharacterIsRestored() {
        house.vendor().script(Turn.echo().splitEvery(1));
        String note = Patient.note("pieces");
        assertThat(Chat.streamed(house.caller(), Chat.asking(note))).isEqualTo(note);
        assertThat(masked()).contains("Please call back about the pieces");
    }

    @Test
    @Tag("SCR-35")
    void answerInPacketsOfOneByteIsRestored() {
        house.vendor().script(Turn.echo().splitEvery(1).with(Fault.BYTE_BY_BYTE));
        String note = Patient.note("bytes");
        assertThat(Chat.streamed(house.caller(), Chat.asking(note))).isEqualTo(note);
        assertThat(masked()).contains("Please call back about the bytes");
    }

    @Test
    @Tag("SCR-36")
    @Tag("SCR-55")
    void argumentsOfToolCallsAreMaskedAndRestored() throws IOException {
        String note = Patient.note("chart");
        assertThat(Chat.content(Chat.send(house.caller(), withTool(note)))).isEqualTo(note);
        String arguments = json("note", masked());
        house.vendor().script(Turn.callsTool("call_1", "chart", arguments));
        Caller.Heard plain = Chat.send(house.caller(), withTool(note).put("seed", 1));
        JsonNode call = plain.well().json().at("/choices/0/message/tool_calls/0/function");
        assertThat(note(call.path("arguments").asText())).isEqualTo(note);
        house.vendor().script(Turn.callsTool("call_1", "chart", arguments).splitEvery(1));
        ObjectNode again = withTool(note).put("seed", 2);
        assertThat(note(Chat.streamedArguments(house.caller(), again))).isEqualTo(note);
        assertThat(masked()).contains("Please call back about the chart");
    }

    @Test
    @Order(Integer.MAX_VALUE)
    @Tag("SCR-59")
    void nothingOfItIsKeptOrShownAnywhere() throws IOException {
        failInEveryWay();
        for (Exchange exchange : house.vendor().ledger().exchanges()) {
            assertThat(CANARY.inBytes("vendor", exchange.body())).isEmpty();
            assertThat(CANARY.inText("vendor", exchange.headers().toString())).isEmpty();
        }
        for (String path : new String[] {"/metrics", "/health/detailed", "/v1/models"}) {
            assertThat(CANARY.inText(path, house.caller().get(path).well().text())).isEmpty();
        }
        String audit = house.caller().audit();
        assertThat(audit).contains("MODEL_CALL");
        assertThat(CANARY.inText("audit", audit)).isEmpty();
        house.server().terminate();
        house.server().awaitEnd();
        assertThat(CANARY.inText("stdout", house.server().output())).isEmpty();
        assertThat(CANARY.inText("stderr", house.server().errors())).isEmpty();
        Path data = HouseUnderTest.data(folder);
        assertThat(CANARY.inFolder(data)).isEmpty();
        plant(data);
        assertThat(CANARY.inFolder(data)).as("the planted leaks").hasSize(Patient.VALUES.size());
    }

    /** Calls that go wrong, each with the note: what went wrong must not repeat it. */
    private static void failInEveryWay() {
        Caller caller = house.caller();
        String note = Patient.note("failure");
        String place = URLEncoder.encode(note, UTF_8);
        house.vendor().script(Turn.serverError(500), Turn.contextTooLong());
        house.vendor().script(Turn.echo().with(Fault.HTML_PAGE), Turn.echo().with(Fault.CUT));
        for (int call = 0; call < 4; call++) {
            ObjectNode body = Chat.asking(note).put("seed", call);
            silent(Chat.send(caller, body.put("model", "default")));
        }
        silent(Chat.send(caller, Chat.asking(note).put("model", note)));
        silent(caller.send("POST", "/v1/chat/completions", "{\"messages\": " + note));
        silent(caller.send("POST", "/api/v1/chat", "{\"" + Patient.NUMBER + "\": 1}"));
        silent(caller.get("/v1/models/" + place));
        silent(caller.get("/api/v1/docs/" + place));
        silent(caller.get("/nowhere/" + place + "?q=" + place));
        silent(new Caller(caller.base(), Patient.NUMBER).get("/v1/models"));
        silent(caller.ask(note));
    }

    private static void silent(Caller.Heard heard) {
        if (heard.status() >= 400) {
            assertThat(CANARY.inText("refusal", heard.text())).isEmpty();
            String headers = heard.response().headers().map().toString();
            assertThat(CANARY.inText("headers", headers)).isEmpty();
        }
    }

    /** Hides every value twice packed: a search that does not see it proves nothing. */
    private static void plant(Path data) throws IOException {
        byte[] bytes = Base64.getEncoder().encode(Patient.note("plant").getBytes(UTF_8));
        Path file = data.resolve("planted.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(bytes);
        }
    }

    /** A request whose history holds the note in a tool call, too. */
    private static ObjectNode withTool(String note) throws IOException {
        ObjectNode body = Chat.asking("What is known?");
        ObjectNode assistant = body.withArray("messages").addObject().put("role", "assistant");
        ObjectNode call = assistant.putArray("tool_calls").addObject();
        call.put("id", "call_0").put("type", "function");
        call.putObject("function").put("name", "chart").put("arguments", json("note", note));
        body.withArray("messages")
                .addObject()
                .put("role", "tool")
                .put("tool_call_id", "call_0")
                .put("content", note);
        body.withArray("messages").addObject().put("role", "user").put("content", note);
        ObjectNode tool = body.putArray("tools").addObject().put("type", "function");
        tool.putObject("function").put("name", "chart").put("description", "Writes a note.");
        return body;
    }

    private static String json(String name, String value) throws IOException {
        return Caller.JSON.writeValueAsString(Caller.JSON.createObjectNode().put(name, value));
    }

    private static String note(String arguments) {
        return Caller.read(arguments).path("note").asText();
    }

    /** What the vendor read last as the user's words; checked to hold none of the values. */
    private static String masked() {
        Exchange last = house.vendor().ledger().last();
        assertThat(CANARY.inBytes("vendor", last.body())).isEmpty();
        JsonNode messages = Caller.read(last.text()).path("messages");
        return messages.path(messages.size() - 1).path("content").asText();
    }
}
