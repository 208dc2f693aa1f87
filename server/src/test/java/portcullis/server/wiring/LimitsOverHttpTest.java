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
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import portcullis.governance.Role;
import portcullis.governance.identify.KeyScope;
import portcullis.governance.identify.Minted;
import portcullis.kernel.Deadline;
import portcullis.kernel.EventLog;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.TenantId;
import portcullis.server.settings.Settings;
import portcullis.server.settings.SettingsReader;
import portcullis.server.settings.SettingsReader.Reading;
import portcullis.server.settings.Sources;
import portcullis.testkit.provider.SimulatedProvider;
import portcullis.testkit.provider.Turn;

/** Limits through the front door. */
@Timeout(120)
class LimitsOverHttpTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String FILE =
            """
            server: { trusted-proxies: "127.0.0.0/8, 10.0.0.0/8" }
            providers:
              - { name: vendor, dialect: openai, base-url: "VENDOR_URL" }
            models:
              - name: default
                targets: [ { provider: vendor, model: a } ]
                cache: { scope: "off" }
              - { name: small, targets: [ { provider: vendor, model: b } ], cache: { scope: "off" } }
            limits:
              status-cache: 1ms
              policies:
                - { name: default, shape: fixed-window, subject: user, requests: 12/day,
                    tokens: 1000000/day, concurrent: 3 }
                - { name: general, shape: fixed-window, requests: 1000/day }
                - { name: health, shape: fixed-window, subject: address, requests: 4/day }
                - { name: more, shape: fixed-window, subject: user, requests: 15/day }
              assign:
                - { to: user, name: ward/important, with: more }
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
                        data.toString(),
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

    private static String key(String tenant, KeyScope scope) {
        KeyOffice.Trust trust = new KeyOffice.Trust(Role.ADMIN, Set.of(), scope);
        Outcome<Minted> made =
                house.keyOffice().create(new TenantId(tenant), "test", trust, Duration.ofDays(1));
        return ((Outcome.Passed<Minted>) made).value().secret().reveal();
    }

    private static String keyOf(String tenant, String user) {
        return key(tenant, new KeyScope(Optional.of(new Label(user)), Set.of()));
    }

    private static HttpRequest.Builder request(String key, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + opened.port() + path))
                .timeout(Duration.ofSeconds(60))
                .header("content-type", "application/json")
                .header("authorization", "Bearer " + key);
    }

    private static HttpResponse<String> get(String key, String path) throws Exception {
        return CLIENT.send(request(key, path).GET().build(), BodyHandlers.ofString(UTF_8));
    }

    private static HttpResponse<String> ask(String key, String model) throws Exception {
        return CLIENT.send(
                request(key, "/v1/chat/completions")
                        .POST(BodyPublishers.ofString(chat(model, false)))
                        .build(),
                BodyHandlers.ofString(UTF_8));
    }

    private static String chat(String model, boolean streamed) {
        return "{\"model\":\""
                + model
                + "\",\"stream\":"
                + streamed
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
    }

    private static JsonNode status(String key, String policy) throws Exception {
        for (JsonNode row :
                JSON.readTree(get(key, "/api/v1/rate-limit/status").body()).path("policies")) {
            if (row.path("policy").asText().equals(policy)) {
                return row;
            }
        }
        throw new AssertionError("no such policy: " + policy);
    }

    private static long number(HttpResponse<String> answer, String header) {
        return Long.parseLong(answer.headers().firstValue(header).orElseThrow());
    }

    @Test
    @Tag("R-126")
    @Tag("R-132")
    @Tag("R-137")
    @Tag("GOV-22")
    void twoKeysOfAUserMeetTheSameLimit() throws Exception {
        List<String> keys = List.of(keyOf("clinic", "maria"), keyOf("clinic", "maria"));
        int passed = 0;
        for (int i = 0; i < 20; i++) {
            HttpResponse<String> answer = ask(keys.get(i % 2), "default");
            assertThat(answer.statusCode()).isIn(200, 429);
            assertThat(number(answer, "x-ratelimit-limit-requests")).isEqualTo(12);
            passed += answer.statusCode() == 200 ? 1 : 0;
        }
        assertThat(passed).isEqualTo(12);
        HttpResponse<String> over = ask(keys.getFirst(), "default");
        assertThat(number(over, "retry-after")).isPositive();
        assertThat(over.headers().firstValue("x-should-retry")).contains("false");
        assertThat(ask(keyOf("clinic", "jan"), "default").statusCode()).isEqualTo(200);
    }

    @Test
    @Tag("GOV-22")
    void whatIsAssignedToAUserAppliesToTheirKeys() throws Exception {
        HttpResponse<String> answer = ask(keyOf("ward", "important"), "default");
        assertThat(number(answer, "x-ratelimit-limit-requests")).isEqualTo(15);
    }

    @Test
    @Tag("R-133")
    @Tag("R-134")
    @Tag("R-136")
    @Tag("GOV-25")
    void theStatusEqualsTheHeadersWhateverCame() throws Exception {
        Random random = new Random(7);
        String key = keyOf("clinic", "counted");
        int asked = 0;
        for (int round = 0; round < 4; round++) {
            HttpResponse<String> last = ask(key, "default");
            asked++;
            for (int i = random.nextInt(4); i > 0; i--) {
                last = ask(key, "small");
                asked++;
            }
            JsonNode row = status(key, "default.requests");
            long used = Math.min(12, asked);
            assertThat(row.path("used").asLong()).isEqualTo(used);
            assertThat(row.path("remaining").asLong())
                    .isEqualTo(12 - used)
                    .isEqualTo(number(last, "x-ratelimit-remaining-requests"));
            assertThat(row.path("reset").asLong())
                    .isCloseTo(
                            number(last, "x-ratelimit-reset"),
                            org.assertj.core.data.Offset.offset(2L));
            assertThat(row.path("window").asLong()).isEqualTo(86_400);
        }
    }

    @Test
    @Tag("R-127")
    @Tag("GOV-22")
    void openStreamsCountUntilTheyEnd() throws Exception {
        String key = keyOf("clinic", "streaming");
        List<InputStream> open = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            VENDOR.script(Turn.words(2_000).between(Duration.ofMillis(20)));
            HttpResponse<InputStream> stream =
                    CLIENT.send(
                            request(key, "/v1/chat/completions")
                                    .POST(BodyPublishers.ofString(chat("default", true)))
                                    .build(),
                            BodyHandlers.ofInputStream());
            assertThat(stream.statusCode()).isEqualTo(200);
            open.add(stream.body());
        }
        HttpResponse<String> over = ask(key, "default");
        assertThat(over.statusCode()).isEqualTo(429);
        assertThat(over.headers().firstValue("retry-after")).contains("1");
        assertThat(status(key, "default.concurrent").path("remaining").asLong()).isZero();
        assertThat(status(key, "default.concurrent").path("shape").asText())
                .isEqualTo("concurrent");
        open.getFirst().close();
        Deadline end = Deadline.in(Duration.ofSeconds(20));
        while (status(key, "default.concurrent").path("remaining").asLong() == 0) {
            assertThat(end.passed()).as("the place came back in time").isFalse();
        }
        assertThat(ask(key, "default").statusCode()).isEqualTo(200);
        for (InputStream stream : open) {
            stream.close();
        }
    }

    @Test
    @Tag("GOV-22")
    @Tag("R-129")
    void anAddressIsTheRightmostThatNoProxyOfOursWrote() throws Exception {
        String key = keyOf("clinic", "somewhere");
        assertThat(health(key, "203.0.113.1")).isEqualTo(3);
        assertThat(health(key, "198.51.100.7, 203.0.113.1")).as("invented").isEqualTo(2);
        assertThat(health(key, "203.0.113.1, 10.1.2.3")).as("two proxies").isEqualTo(1);
        assertThat(health(key, "203.0.113.1:4711")).as("a port").isZero();
        assertThat(health(key, "203.0.113.1")).as("refused").isEqualTo(-1);
        assertThat(health(key, "203.0.113.2")).isEqualTo(3);
        assertThat(health(key, "2001:db8::1")).isEqualTo(3);
        assertThat(health(key, "[2001:db8::1]:80")).isEqualTo(2);
        assertThat(health(key, "203.0.113.3, unknown")).as("the proxy itself").isEqualTo(3);
    }

    /** What remains to the address; -1 when it is refused. */
    private static long health(String key, String forwarded) throws Exception {
        HttpResponse<String> answer =
                CLIENT.send(
                        request(key, "/health/detailed")
                                .header("x-forwarded-for", forwarded)
                                .header("forwarded", "for=192.0.2.99")
                                .GET()
                                .build(),
                        BodyHandlers.ofString());
        return answer.statusCode() == 429 ? -1 : number(answer, "x-ratelimit-remaining-requests");
    }

    @Test
    @Tag("GOV-11")
    @Tag("GTW-11")
    void aKeyForSomeModelsSeesAndCallsOnlyThose() throws Exception {
        String admin = keyOf("clinic", "admin");
        HttpResponse<String> made =
                CLIENT.send(
                        request(admin, "/api/governance/keys")
                                .POST(
                                        BodyPublishers.ofString(
                                                "{\"name\":\"small one\",\"user\":\"kim\","
                                                        + "\"models\":[\"small\"]}"))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(JSON.readTree(made.body()).at("/models/0").asText()).isEqualTo("small");
        String key = JSON.readTree(made.body()).path("key").asText();
        assertThat(ask(key, "small").statusCode()).isEqualTo(200);
        for (String other : List.of("default", "vendor/a")) {
            HttpResponse<String> refused = ask(key, other);
            assertThat(refused.statusCode()).isEqualTo(404);
            assertThat(refused.body()).contains("model_not_found");
        }
        JsonNode listed = JSON.readTree(get(key, "/v1/models").body()).path("data");
        assertThat(listed).hasSize(1);
        assertThat(listed.at("/0/id").asText()).isEqualTo("small");
        assertThat(get(key, "/v1/models/default").statusCode()).isEqualTo(404);
    }

    @Test
    void aKeyWithABrokenScopeIsRefusedByName() throws Exception {
        String admin = keyOf("clinic", "admin");
        for (String field : List.of("\"user\":\"two words\"", "\"models\":[7]", "\"models\":{}")) {
            HttpResponse<String> refused =
                    CLIENT.send(
                            request(admin, "/api/governance/keys")
                                    .POST(BodyPublishers.ofString("{\"name\":\"x\"," + field + "}"))
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(refused.statusCode()).as(field).isEqualTo(400);
            assertThat(refused.body()).contains(field.substring(1, 5));
        }
    }
}
