package portcullis.server.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import portcullis.governance.Role;
import portcullis.governance.budget.BudgetEvent;
import portcullis.governance.identify.Minted;
import portcullis.kernel.Deadline;
import portcullis.kernel.Event;
import portcullis.kernel.Outcome;
import portcullis.kernel.TenantId;
import portcullis.server.settings.Settings;
import portcullis.server.settings.SettingsReader;
import portcullis.server.settings.SettingsReader.Reading;
import portcullis.server.settings.Sources;
import portcullis.testkit.provider.SimulatedProvider;
import portcullis.testkit.provider.Turn;

/** Budgets through the front door, against vendors on real sockets that keep books of their own. */
@Timeout(120)
class BudgetTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** A token costs a millionth, so that money can be compared with tokens. */
    private static final String FILE =
            """
            providers:
              - { name: flaky, dialect: openai, base-url: "FLAKY_URL", api-key: "${VENDOR_KEY}" }
              - { name: steady, dialect: openai, base-url: "STEADY_URL", api-key: "${VENDOR_KEY}" }
            models:
              - name: default
                targets:
                  - { provider: flaky, model: a, price: { input: 1, output: 1 } }
                  - { provider: steady, model: b, price: { input: 1, output: 1 }, max-output: 50 }
                cache: { scope: "off" }
              - name: short
                targets:
                  - { provider: steady, model: s, price: { input: 1, output: 1 }, max-output: 5 }
                cache: { scope: "off" }
              - { name: unpriced, targets: [ { provider: steady, model: u } ] }
              - { name: gift, targets: [ { provider: steady, model: g, price: free } ] }
              - name: dear
                targets: [ { provider: steady, model: d, price: { input: 1, output: 1 } } ]
                cache: { scope: "off" }
            limits:
              default: { requests: 100000/min, tokens: 100000000/min }
              budgets:
                - { scope: tenant, amount: 1000, window: total }
                - { scope: tenant, name: poor, amount: 0.000400, window: day }
                - { scope: model, name: dear, amount: 500, window: month }
            """;

    @TempDir private static Path data;
    private static final SimulatedProvider FLAKY = SimulatedProvider.start();
    private static final SimulatedProvider STEADY = SimulatedProvider.start();
    private static final Queue<Event> HEARD = new ConcurrentLinkedQueue<>();
    private static House house;
    private static House.Opened opened;

    @BeforeAll
    static void open() {
        FLAKY.always(Turn.serverError(500));
        STEADY.always(Turn.words(12));
        house = House.build(settings(), new Lent(Clock.systemUTC(), HEARD::add));
        opened = house.open();
    }

    @AfterAll
    static void close() {
        house.close(Duration.ZERO, Duration.ofSeconds(2));
        FLAKY.close();
        STEADY.close();
    }

    private static Settings settings() {
        Map<String, String> flags =
                Map.of(
                        "data.directory",
                        data.toString(),
                        "server.port",
                        "0",
                        "library.sample",
                        "false");
        String file =
                FILE.replace("FLAKY_URL", FLAKY.base().toString())
                        .replace("STEADY_URL", STEADY.base().toString());
        Sources sources = new Sources(flags, Map.of("VENDOR_KEY", "sk-vendor"), file);
        return ((Reading.Ready) new SettingsReader().read(sources)).settings();
    }

    @Test
    @Tag("GOV-32")
    @Tag("GOV-33")
    @Tag("GOV-53")
    void theBooksSayWhatTheVendorSaysWhateverFails() throws Exception {
        String key = key("busy");
        long tokens = tokens();
        long asked = FLAKY.ledger().requests() + STEADY.ledger().requests();
        long intents = intents();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String body = chat("default", "Call number " + i, i % 2 == 0);
                all.add(callers.submit(() -> send(key, body).statusCode()));
            }
            for (Future<Integer> one : all) {
                assertThat(one.get()).isEqualTo(200);
            }
        }
        JsonNode budget = settled(key);
        assertThat(budget.path("settled_micros").asLong()).isEqualTo(tokens() - tokens);
        assertThat(intents() - intents)
                .isEqualTo(FLAKY.ledger().requests() + STEADY.ledger().requests() - asked);
    }

    @Test
    @Tag("GOV-35")
    @Tag("GTW-14")
    void aSpentBudgetIsNoReasonToTryAgain() throws Exception {
        String key = key("poor");
        HttpResponse<String> last = send(key, chat("short", "Hello", false));
        Deadline end = Deadline.in(Duration.ofSeconds(30));
        while (last.statusCode() == 200 && !end.passed()) {
            last = send(key, chat("short", "Hello " + System.nanoTime(), false));
        }
        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(last.headers().firstValue("x-should-retry")).contains("false");
        assertThat(JSON.readTree(last.body()).path("error").path("code").asText())
                .isEqualTo("insufficient_quota");
        JsonNode budget = settled(key);
        assertThat(budget.path("settled_micros").asLong()).isBetween(1L, 400L);
        assertThat(budget.path("window").asText()).isEqualTo("day");
        assertThat(budget.path("resets").asText()).endsWith("Z");
    }

    @Test
    @Tag("GOV-29")
    void aCapIsSentWhereTheCallerSetsNone() throws Exception {
        String key = key("capped");
        send(key, chat("short", "Cap me", false));
        assertThat(STEADY.ledger().saw("\"max_completion_tokens\":5,")).isTrue();
        String bounded = chat("short", "Own cap", false).replaceFirst("\\{", "{\"max_tokens\":7,");
        send(key, bounded);
        assertThat(STEADY.ledger().exchanges())
                .filteredOn(exchange -> exchange.text().contains("Own cap"))
                .singleElement()
                .matches(exchange -> exchange.text().contains("\"max_tokens\":7"))
                .matches(exchange -> !exchange.text().contains("max_completion_tokens"));
    }

    @Test
    @Tag("GOV-29")
    void aModelWithoutAPriceIsRefusedAndAFreeOneIsNot() throws Exception {
        String key = key("thrifty");
        HttpResponse<String> refused = send(key, chat("unpriced", "Hello", false));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("price_unknown");
        assertThat(send(key, chat("gift", "Hello", false)).statusCode()).isEqualTo(200);
        assertThat(settled(key).path("settled_micros").asLong()).isZero();
    }

    @Test
    @Tag("GOV-31")
    void anEndlessAnswerIsEndedAtItsCapTruthfully() throws Exception {
        STEADY.script(Turn.words(500).between(Duration.ofMillis(5)));
        String key = key("talked-at");
        HttpResponse<String> heard = send(key, chat("short", "Talk for ever", true));
        assertThat(heard.body()).contains("\"finish_reason\":\"length\"").endsWith("[DONE]\n\n");
        long events = heard.body().lines().filter(line -> line.startsWith("data: {")).count();
        assertThat(events).isLessThan(20);
        JsonNode budget = settled(key);
        assertThat(budget.path("settled_micros").asLong()).isPositive();
    }

    @Test
    @Tag("GOV-32")
    void anAbandonedAnswerIsPaidAndNothingStaysReserved() throws Exception {
        STEADY.script(Turn.words(40).between(Duration.ofMillis(50)));
        String key = key("gone");
        HttpResponse<InputStream> stream =
                CLIENT.send(
                        request(key, "POST", "/v1/chat/completions")
                                .POST(BodyPublishers.ofString(chat("dear", "Go", true)))
                                .build(),
                        BodyHandlers.ofInputStream());
        assertThat(stream.body().read()).isPositive();
        stream.body().close();
        assertThat(settled(key).path("settled_micros").asLong()).isPositive();
    }

    @Test
    @Tag("GOV-34")
    void aBillAboveItsReservationClosesTheTargetUntilItIsAcknowledged() throws Exception {
        String key = key("billed");
        STEADY.script(
                Turn.body(
                        200,
                        "{\"id\":\"x\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"d\","
                                + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                                + "\"content\":\"dear\"},\"finish_reason\":\"stop\"}],\"usage\":"
                                + "{\"prompt_tokens\":9,\"completion_tokens\":90000}}"));
        assertThat(send(key, chat("dear", "One", false)).statusCode()).isEqualTo(200);
        assertThat(settled(key).path("settled_micros").asLong()).isEqualTo(90_009);
        HttpResponse<String> closed = send(key, chat("dear", "Two", false));
        assertThat(closed.statusCode()).isEqualTo(503);
        assertThat(HEARD).anyMatch(BudgetEvent.BilledAboveReservation.class::isInstance);
        assertThat(get(key, "/api/governance/budgets").at("/incidents/0/target").asText())
                .isEqualTo("steady/d");

        assertThat(acknowledged(key, "steady/d")).isEqualTo(200);
        assertThat(acknowledged(key, "steady/d")).isEqualTo(404);
        assertThat(acknowledged(key, "steady d")).isEqualTo(400);
        assertThat(send(key, chat("dear", "Three", false)).statusCode()).isEqualTo(200);
    }

    @Test
    @Tag("GOV-25")
    void theStatusOfLimitsShowsTheBudgets() throws Exception {
        JsonNode budgets = get(key("seen"), "/api/v1/rate-limit/status").path("budgets");
        assertThat(budgets).hasSize(2);
        assertThat(budgets.get(0).path("scope").asText()).isEqualTo("tenant");
        assertThat(budgets.get(0).path("remaining_micros").asLong()).isEqualTo(1_000_000_000);
        assertThat(budgets.get(1).path("name").asText()).isEqualTo("dear");
    }

    private static int acknowledged(String key, String target) throws Exception {
        return CLIENT.send(
                        request(key, "POST", "/api/governance/budgets/acknowledge")
                                .POST(BodyPublishers.ofString("{\"target\":\"" + target + "\"}"))
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }

    /** The tenant's own budget, once nothing is reserved any more. */
    private static JsonNode settled(String key) throws Exception {
        Deadline end = Deadline.in(Duration.ofSeconds(20));
        JsonNode budget = budget(key);
        while (budget.path("reserved_micros").asLong() > 0 && !end.passed()) {
            budget = budget(key);
        }
        assertThat(budget.path("reserved_micros").asLong()).as("still reserved").isZero();
        return budget;
    }

    private static JsonNode budget(String key) throws Exception {
        for (JsonNode one : get(key, "/api/governance/budgets").path("budgets")) {
            if (one.path("scope").asText().equals("tenant")) {
                return one;
            }
        }
        throw new AssertionError("no budget of the tenant");
    }

    private static long tokens() {
        return STEADY.ledger().tokensIn() + STEADY.ledger().tokensOut();
    }

    private static long intents() throws Exception {
        String metrics =
                CLIENT.send(request("", "GET", "/metrics").build(), BodyHandlers.ofString()).body();
        return metrics.lines()
                .filter(line -> line.startsWith("audit_intents_total{outcome=\"durable\"}"))
                .mapToLong(line -> (long) Double.parseDouble(line.split(" ")[1]))
                .sum();
    }

    private static String key(String tenant) {
        Outcome<Minted> made =
                house.keyOffice()
                        .create(new TenantId(tenant), "test", Role.ADMIN, Duration.ofDays(1));
        return ((Outcome.Passed<Minted>) made).value().secret().reveal();
    }

    private static JsonNode get(String key, String path) throws Exception {
        HttpResponse<String> answer =
                CLIENT.send(request(key, "GET", path).build(), BodyHandlers.ofString(UTF_8));
        assertThat(answer.statusCode()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static HttpResponse<String> send(String key, String body) throws Exception {
        return CLIENT.send(
                request(key, "POST", "/v1/chat/completions")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString(UTF_8));
    }

    private static HttpRequest.Builder request(String key, String method, String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + opened.port() + path))
                        .timeout(Duration.ofSeconds(60))
                        .header("content-type", "application/json")
                        .method(method, BodyPublishers.noBody());
        return key.isEmpty() ? request : request.header("authorization", "Bearer " + key);
    }

    private static String chat(String model, String text, boolean streamed) {
        return "{\"model\":\""
                + model
                + "\",\"stream\":"
                + streamed
                + ",\"messages\":[{\"role\":\"user\",\"content\":\""
                + text
                + "\"}]}";
    }
}
