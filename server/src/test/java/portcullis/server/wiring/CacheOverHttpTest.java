package portcullis.server.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import portcullis.governance.Role;
import portcullis.governance.identify.Minted;
import portcullis.kernel.Deadline;
import portcullis.kernel.EventLog;
import portcullis.kernel.Outcome;
import portcullis.kernel.TenantId;
import portcullis.server.cli.CommandTree;
import portcullis.server.cli.Desk;
import portcullis.server.cli.Terminal;
import portcullis.server.settings.Settings;
import portcullis.server.settings.SettingsReader;
import portcullis.server.settings.SettingsReader.Reading;
import portcullis.server.settings.Sources;
import portcullis.testkit.provider.SimulatedProvider;
import portcullis.testkit.provider.Turn;

/** The memory of answers through the front door and the command line. */
@Timeout(180)
class CacheOverHttpTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String FILE =
            """
            providers:
              - { name: vendor, dialect: openai, base-url: "VENDOR_URL" }
            models:
              - { name: default, targets: [ { provider: vendor, model: a } ] }
            limits:
              status-cache: 1m
              default: { requests: 100000/day, tokens: 100000000/day }
              policies:
                - { name: general, requests: 100000/min }
            """;

    @TempDir private static Path data;
    private static final SimulatedProvider VENDOR = SimulatedProvider.start();
    private static House house;
    private static House.Opened opened;

    @BeforeAll
    static void open() {
        String file = FILE.replace("VENDOR_URL", VENDOR.base().toString());
        Map<String, String> flags =
                Map.of(
                        "data.directory",
                        data.resolve("house").toString(),
                        "server.port",
                        "0",
                        "library.sample",
                        "false");
        Settings settings =
                ((Reading.Ready) new SettingsReader().read(new Sources(flags, Map.of(), file)))
                        .settings();
        house = House.build(settings, new Lent(Clock.systemUTC(), EventLog.silent()));
        opened = house.open();
    }

    @AfterAll
    static void close() {
        house.close(Duration.ZERO, Duration.ofSeconds(2));
        VENDOR.close();
    }

    private static String key(String tenant) {
        Outcome<Minted> made =
                house.keyOffice()
                        .create(new TenantId(tenant), "test", Role.ADMIN, Duration.ofDays(1));
        return ((Outcome.Passed<Minted>) made).value().secret().reveal();
    }

    private static HttpRequest.Builder request(String key, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + opened.port() + path))
                .timeout(Duration.ofSeconds(60))
                .header("authorization", "Bearer " + key);
    }

    private static JsonNode send(String key, String method, String path, String body)
            throws Exception {
        HttpResponse<String> answer =
                CLIENT.send(
                        request(key, path)
                                .header("content-type", "application/json")
                                .method(method, BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString(UTF_8));
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return answer.body().isEmpty() ? JSON.nullNode() : JSON.readTree(answer.body());
    }

    private static String cache(String key, String text) throws Exception {
        HttpResponse<String> answer =
                CLIENT.send(
                        request(key, "/v1/chat/completions")
                                .header("content-type", "application/json")
                                .POST(
                                        BodyPublishers.ofString(
                                                "{\"model\":\"default\",\"messages\":[{\"role\":"
                                                        + "\"user\",\"content\":\""
                                                        + text
                                                        + "\"}]}"))
                                .build(),
                        BodyHandlers.ofString(UTF_8));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.headers().firstValue("x-portcullis-cache").orElseThrow();
    }

    @Test
    @Tag("R-068")
    @Tag("R-069")
    @Tag("GOV-70")
    void anAdministratorClearsTheOwnTenantOnly() throws Exception {
        String north = key("north");
        String south = key("south");
        assertThat(cache(north, "shared words")).isEqualTo("miss");
        assertThat(cache(south, "shared words")).isEqualTo("miss");
        JsonNode done = send(north, "DELETE", "/api/v1/cache", "");
        assertThat(done.path("forgotten_here").asInt()).isOne();
        JsonNode left = send(south, "GET", "/api/v1/cache", "").path("answers");
        assertThat(left.path("entries").asInt()).isPositive();
        assertThat(left.path("bytes").asLong()).isPositive();
        assertThat(cache(south, "shared words")).isEqualTo("hit");
        assertThat(cache(north, "shared words")).isEqualTo("miss");
    }

    @Test
    @Tag("R-076")
    @Tag("R-061")
    @Tag("GTW-38")
    void patternsNameNoTextAndCountRespacedQuestionsTogether() throws Exception {
        String key = key("asking");
        for (String text :
                new String[] {
                    "How often is larkspurin given?",
                    "How often is larkspurin given?",
                    "how  often is\\nlarkspurin given?",
                    "Something else"
                }) {
            cache(key, text);
        }
        JsonNode patterns = send(key, "GET", "/api/v1/cache/patterns?limit=5", "").path("patterns");
        assertThat(patterns).hasSize(2);
        assertThat(patterns.at("/0/asked").asInt()).isEqualTo(3);
        assertThat(patterns.at("/0/free").asInt()).isOne();
        assertThat(patterns.at("/0/mark").asText()).matches("[0-9a-f]{8}");
        assertThat(patterns.toString()).doesNotContain("larkspurin");
        assertThat(send(key("nobody"), "GET", "/api/v1/cache/patterns", "").path("patterns"))
                .isEmpty();
        assertThat(
                        CLIENT.send(
                                        request(key, "/api/v1/cache/patterns?limit=0").build(),
                                        BodyHandlers.ofString())
                                .statusCode())
                .isEqualTo(400);
    }

    @Test
    @Tag("R-135")
    @Tag("R-085")
    @Tag("GOV-25")
    void theStatusOfLimitsIsToldAgainWithoutCounting() throws Exception {
        String key = key("status");
        cache(key, "one");
        JsonNode first = send(key, "GET", "/api/v1/rate-limit/status", "").path("policies");
        cache(key, "two");
        JsonNode again = send(key, "GET", "/api/v1/rate-limit/status", "").path("policies");
        assertThat(again.findValues("used")).isEqualTo(first.findValues("used"));
        String other = key("status");
        cache(other, "three");
        assertThat(send(other, "GET", "/api/v1/rate-limit/status", "").path("policies"))
                .as("of another key")
                .isNotEmpty();
    }

    @Test
    @Tag("R-038")
    void anAnswerOfMoreThan100KilobytesStreamsWhole() throws Exception {
        String text = "larkspurin ".repeat(12_000) + "end";
        VENDOR.script(Turn.says(text).splitEvery(64));
        HttpResponse<java.util.stream.Stream<String>> answer =
                CLIENT.send(
                        request(key("long"), "/v1/chat/completions")
                                .header("content-type", "application/json")
                                .POST(
                                        BodyPublishers.ofString(
                                                "{\"model\":\"default\",\"stream\":true,"
                                                        + "\"messages\":[{\"role\":\"user\","
                                                        + "\"content\":\"Tell all\"}]}"))
                                .build(),
                        BodyHandlers.ofLines());
        StringBuilder heard = new StringBuilder();
        for (String line : answer.body().filter(one -> one.startsWith("data: {")).toList()) {
            JsonNode choice = JSON.readTree(line.substring(6)).path("choices").path(0);
            heard.append(choice.path("delta").path("content").asText(""));
        }
        assertThat(heard.toString()).isEqualTo(text);
    }

    /** How a command ended and what it said. */
    private record Ran(int exit, String said) {}

    private static Ran run(String... words) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        Desk desk = new Desk(new Terminal(out, out), Map.of(), Clock.systemUTC());
        return new Ran(CommandTree.of(desk).execute(words), said.toString());
    }

    private static String[] command(String name, String keyFile, String... more) {
        String port = Integer.toString(opened.port());
        String[] fixed = {"cache", name, "--port", port, "--key-file", keyFile};
        String[] all = java.util.Arrays.copyOf(fixed, fixed.length + more.length);
        System.arraycopy(more, 0, all, fixed.length, more.length);
        return all;
    }

    private static String keyFile(String name, String key) throws IOException {
        return Files.writeString(data.resolve(name), key + "\n").toString();
    }

    @Test
    @Tag("R-075")
    void whatWasWarmedIsAHitAtTheFirstRequest() throws Exception {
        String key = key("warmed");
        String file = keyFile("warm.key", key);
        Path questions =
                Files.writeString(
                        data.resolve("questions.txt"),
                        "When is the ward round?\n\n{\"model\":\"default\",\"messages\":[{\"role\":"
                                + "\"user\",\"content\":\"Who is on call?\"}]}\n");
        Ran first = run(command("warm", file, questions.toString()));
        assertThat(first.said()).contains("asked: 2");
        assertThat(first.exit()).isZero();
        assertThat(cache(key, "When is the ward round?")).isEqualTo("hit");
        assertThat(cache(key, "Who is on call?")).isEqualTo("hit");
        assertThat(run(command("warm", file, questions.toString())).said())
                .contains("known before: 2");
        String audit = send(key, "GET", "/api/governance/audit/entries", "").toString();
        assertThat(audit).contains("MODEL_CALL");
        Ran report = run(command("report", file));
        assertThat(report.exit()).isZero();
        assertThat(report.said()).contains("3\t67 %\tdefault").doesNotContain("ward round");
    }

    @Test
    @Tag("R-075")
    void warmingThatIsRefusedSaysSo() throws Exception {
        String file = keyFile("wrong.key", "pk_nobody");
        Path questions = Files.writeString(data.resolve("one.txt"), "Hello?\n");
        Ran ran = run(command("warm", file, questions.toString()));
        assertThat(ran.said()).contains("refused with 401: 1");
        assertThat(ran.exit()).isOne();
        assertThat(run(command("warm", file, data.resolve("none.txt").toString())).exit()).isOne();
        assertThat(run(command("report", file)).exit()).isOne();
    }

    @Test
    @Tag("R-094")
    @Tag("GTW-33")
    void anAnswerFromADocumentGoesWithTheDocument() throws Exception {
        String key = key("library");
        String id = shelve(key, "The usual daily dose of larkspurin is 20 mg.");
        long before = entries(key);
        askUntilRemembered(key);
        shelve(key, "The usual daily dose of larkspurin is 25 mg, never more.");
        awaitEntries(key, before);
        askUntilRemembered(key);
        send(key, "DELETE", "/api/v1/docs/" + id, "");
        awaitEntries(key, before);
    }

    /** Until the index knows the document the assistant abstains, and nothing is remembered. */
    private static void askUntilRemembered(String key) throws Exception {
        String question = "{\"question\":\"What is the usual daily dose of larkspurin?\"}";
        long before = entries(key);
        Deadline end = Deadline.in(Duration.ofSeconds(60));
        while (entries(key) == before) {
            send(key, "POST", "/api/v1/chat", question);
            assertThat(end.passed()).as("the index found the document").isFalse();
        }
    }

    private static long entries(String key) throws Exception {
        return send(key, "GET", "/api/v1/cache", "").at("/answers/entries").asLong();
    }

    private static void awaitEntries(String key, long count) throws Exception {
        Deadline end = Deadline.in(Duration.ofSeconds(30));
        while (entries(key) != count) {
            assertThat(end.passed()).as("forgotten in time").isFalse();
        }
    }

    /** Uploads the note, or a new version of it, and waits until it is read. */
    private static String shelve(String key, String text) throws Exception {
        String form =
                "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"dose.md\"\r\n"
                        + "Content-Type: text/markdown\r\n\r\n# Larkspurin\n\n"
                        + text
                        + "\n\r\n--b--\r\n";
        HttpResponse<String> taken =
                CLIENT.send(
                        request(key, "/api/v1/docs")
                                .header("content-type", "multipart/form-data; boundary=b")
                                .POST(BodyPublishers.ofString(form))
                                .build(),
                        BodyHandlers.ofString(UTF_8));
        assertThat(taken.statusCode()).as(taken.body()).isBetween(200, 299);
        String id = JSON.readTree(taken.body()).path("document_id").asText();
        Deadline end = Deadline.in(Duration.ofSeconds(60));
        String status = "";
        while (!status.equals("completed")) {
            assertThat(end.passed()).as("read in time: " + status).isFalse();
            status = send(key, "GET", "/api/v1/docs/status/" + id, "").path("status").asText();
        }
        return id;
    }
}
