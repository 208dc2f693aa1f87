package portcullis.server.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import portcullis.governance.Permission;
import portcullis.governance.Role;
import portcullis.governance.identify.Minted;
import portcullis.kernel.Deadline;
import portcullis.kernel.EventLog;
import portcullis.kernel.Outcome;
import portcullis.kernel.TenantId;
import portcullis.server.http.Entry;
import portcullis.server.http.Route;
import portcullis.server.settings.Settings;
import portcullis.server.settings.SettingsReader;
import portcullis.server.settings.SettingsReader.Reading;
import portcullis.server.settings.Sources;

/** The whole house in this process: database, index, model, door. */
class HouseTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir private static Path data;
    private static House house;
    private static House.Opened opened;
    private static String admin;

    @BeforeAll
    static void open() {
        house = House.build(settings(), new Lent(Clock.systemUTC(), EventLog.silent()));
        opened = house.open();
        admin = opened.firstKey().orElseThrow().reveal();
    }

    @AfterAll
    static void close() {
        house.close(Duration.ZERO, Duration.ofSeconds(2));
    }

    private static Settings settings() {
        Sources sources =
                new Sources(
                        Map.of(
                                "data.directory",
                                data.toString(),
                                "server.port",
                                "0",
                                "limits.default.requests",
                                "6000/min",
                                "library.sample",
                                "false"),
                        Map.of(),
                        "");
        return ((Reading.Ready) new SettingsReader().read(sources)).settings();
    }

    private static String key(TenantId tenant, Role role, Duration life) {
        Outcome<Minted> made = house.keyOffice().create(tenant, "test", role, life);
        return ((Outcome.Passed<Minted>) made).value().secret().reveal();
    }

    private static HttpResponse<String> send(String method, String path, String key, String body)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + opened.port() + path))
                        .timeout(Duration.ofSeconds(60))
                        .header("content-type", "application/json")
                        .method(method, BodyPublishers.ofString(body));
        if (!key.isEmpty()) {
            request.header("authorization", "Bearer " + key);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return JSON.readTree(response.body());
    }

    /** Values for the placeholders of a path: things of another tenant or of nobody. */
    private static String sample(Route route) {
        return route.path()
                .replace("{id...}", "default")
                .replace("{id}", "00000000-0000-0000-0000-000000000000")
                .replace("{n}", "1")
                .replace("{p}", "1");
    }

    @Test
    @Tag("GOV-5")
    void everyRouteRefusesWhoMayNotEnter() throws Exception {
        String expired = key(TenantId.DEFAULT, Role.ADMIN, Duration.ofMillis(1));
        String revoked = key(TenantId.DEFAULT, Role.ADMIN, Duration.ofDays(1));
        house.keyOffice().revoke(new portcullis.kernel.KeyId(revoked.substring(3, 15)));
        for (Route route : house.routes().all()) {
            if (!(route.entry() instanceof Entry.Holding(Permission permission))) {
                continue;
            }
            String method = route.verb().name();
            for (String wrong : new String[] {"", "pk_nonsense", expired, revoked}) {
                assertThat(send(method, sample(route), wrong, "{}").statusCode())
                        .as(method + " " + route.path())
                        .isEqualTo(401);
            }
            for (Role role : Role.values()) {
                String own = key(TenantId.DEFAULT, role, Duration.ofDays(1));
                int status = send(method, sample(route), own, "{}").statusCode();
                assertThat(status == 403)
                        .as(method + " " + route.path() + " as " + role + ": " + status)
                        .isEqualTo(!role.holds(permission));
                assertThat(status).as(route.path()).isNotIn(401, 500);
            }
        }
    }

    @Test
    @Tag("OPS-42")
    void healthIsAnswered() throws Exception {
        assertThat(send("GET", "/health/live", "", "").statusCode()).isEqualTo(200);
        assertThat(json(send("GET", "/health/ready", "", "")).path("status").asText())
                .isEqualTo("ready");
        JsonNode detailed = json(send("GET", "/health/detailed", admin, ""));
        assertThat(detailed.path("parts").path("database").path("status").asText()).isEqualTo("up");
        assertThat(detailed.path("caches").path("answers").path("hits").isNumber()).isTrue();
        assertThat(detailed.path("disk").path("free_bytes").asLong()).isPositive();
        assertThat(detailed.path("memory").path("heap_max_bytes").asLong()).isPositive();
        assertThat(detailed.path("providers").path(0).path("dialect").asText())
                .isEqualTo("offline");
        assertThat(detailed.path("parser").path("isolation").asText())
                .isIn("namespaces", "process");
        assertThat(detailed.path("audit").path("spooled").asInt(-1)).isZero();
        assertThat(send("GET", "/metrics", "", "").body()).contains("http_requests_total");
    }

    @Test
    @Tag("OPS-33")
    void aModelCallIsSeenInTheMetrics() throws Exception {
        String body =
                "{\"model\":\"default\",\"messages\":[{\"role\":\"user\",\"content\":\"Mail"
                        + " a@b.example\"}]}";
        assertThat(send("POST", "/v1/chat/completions", admin, body).statusCode()).isEqualTo(200);
        assertThat(send("GET", "/metrics", "", "").body())
                .contains("llm_provider_requests_total{model=\"offline-extractive\"")
                .contains("llm_tokens_total{direction=\"input\"}")
                .contains("audit_intents_total{outcome=\"durable\"}")
                .contains("audit_receipts_total{decision=\"answered\"}")
                .contains("phi_verdicts_total{verdict=\"mask\"}")
                .contains("phi_scan_duration_seconds_count")
                .contains("cache_misses_total{backend=\"memory\",cache=\"answers\"}")
                .contains("log_events_dropped 0.0");
    }

    @Test
    @Tag("LIB-61")
    void aDocumentThatWaitsIsProcessedOnRequest() throws Exception {
        String wait = "--b\r\nContent-Disposition: form-data; name=\"process\"\r\n\r\nfalse\r\n";
        String id = upload(admin, wait, "later.md", "# Later\n\nRead me on request.\n");
        String barrier = upload(admin, "", "barrier.md", "# Barrier\n\nRead me at once.\n");
        assertThat(awaitEnd(barrier).path("status").asText()).isEqualTo("completed");
        JsonNode held = json(send("GET", "/api/v1/docs/status/" + id, admin, ""));
        assertThat(held.path("status").asText()).isEqualTo("pending");
        String process = "/api/v1/docs/" + id + "/process";
        String other = key(new TenantId("passer-by"), Role.ADMIN, Duration.ofDays(1));
        assertThat(send("POST", process, other, "").statusCode()).isEqualTo(404);
        assertThat(send("POST", process, admin, "").statusCode()).isEqualTo(202);
        assertThat(awaitEnd(id).path("status").asText()).isEqualTo("completed");
        assertThat(send("POST", process, admin, "").statusCode()).isEqualTo(409);
    }

    @Test
    void theModelIsListedAndFound() throws Exception {
        JsonNode list = json(send("GET", "/v1/models", admin, ""));
        assertThat(list.path("data").path(0).path("id").asText()).isEqualTo("default");
        assertThat(send("GET", "/v1/models/default", admin, "").statusCode()).isEqualTo(200);
        assertThat(send("GET", "/v1/models/no/such", admin, "").statusCode()).isEqualTo(404);
    }

    @Test
    void aModelCallTakesTheWholeJourney() throws Exception {
        String body =
                "{\"model\":\"default\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
        HttpResponse<String> response = send("POST", "/v1/chat/completions", admin, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("x-portcullis-target"))
                .contains("offline/offline-extractive");
        assertThat(response.headers().firstValue("x-portcullis-cache")).isPresent();
        assertThat(json(response).path("choices").path(0).path("message").path("content").asText())
                .isNotEmpty();
    }

    @Test
    void aLargeBodyTakesTheSameJourney() throws Exception {
        String words = "The river is long. ".repeat(900);
        String body =
                "{\"model\":\"default\",\"messages\":[{\"role\":\"user\",\"content\":\""
                        + words
                        + "\"}]}";
        HttpResponse<String> response = send("POST", "/v1/chat/completions", admin, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    @Test
    void keysAreMadeListedAndRevoked() throws Exception {
        HttpResponse<String> made =
                send("POST", "/api/governance/keys", admin, "{\"name\":\"n\",\"role\":\"viewer\"}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        String id = json(made).path("id").asText();
        String secret = json(made).path("key").asText();
        assertThat(send("GET", "/api/v1/rate-limit/status", secret, "").statusCode())
                .isEqualTo(200);
        HttpResponse<String> list = send("GET", "/api/governance/keys", admin, "");
        assertThat(list.body()).contains(id).doesNotContain(secret);
        assertThat(send("POST", "/api/governance/keys/" + id + "/revoke", admin, "").statusCode())
                .isEqualTo(200);
        HttpResponse<String> audit =
                send("GET", "/api/governance/audit/entries?limit=500", admin, "");
        assertThat(audit.body()).contains("KEY_CREATE");
    }

    @Test
    @Tag("GOV-1")
    void foreignTenantsKeyIsAbsent() throws Exception {
        String other = key(new TenantId("other"), Role.ADMIN, Duration.ofDays(1));
        String id = other.substring(3, 15);
        assertThat(send("POST", "/api/governance/keys/" + id + "/revoke", admin, "").statusCode())
                .isEqualTo(404);
        assertThat(send("GET", "/api/governance/keys", admin, "").body()).doesNotContain(id);
    }

    @Test
    @Tag("GOV-74")
    void unknownFieldsAreRefused() throws Exception {
        HttpResponse<String> response =
                send("POST", "/api/governance/keys", admin, "{\"name\":\"n\",\"tenant\":\"x\"}");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).path("code").asText()).isEqualTo("unknown_field");
    }

    @Test
    void aDocumentIsTakenReadAndFound() throws Exception {
        String id =
                upload(admin, "", "metformin.md", "# Metformin\n\nThe maximum dose is 2000 mg.\n");
        JsonNode status = awaitEnd(id);
        assertThat(status.path("status").asText()).as(status.toString()).isEqualTo("completed");
        JsonNode page = json(send("GET", "/api/v1/docs/" + id + "/versions/1/pages/1", admin, ""));
        assertThat(page.path("text").asText()).contains("2000 mg");
        JsonNode span =
                json(
                        send(
                                "GET",
                                "/api/v1/docs/" + id + "/versions/1/span?page=1&start=0&end=4",
                                admin,
                                ""));
        assertThat(span.path("text").asText())
                .isEqualTo(page.path("text").asText().substring(0, 4));
        String other = key(new TenantId("stranger"), Role.ADMIN, Duration.ofDays(1));
        assertThat(send("GET", "/api/v1/docs/" + id, other, "").statusCode()).isEqualTo(404);
        assertThat(send("DELETE", "/api/v1/docs/" + id, other, "").statusCode()).isEqualTo(404);
    }

    @Test
    @Tag("AST-1")
    void emptyQuestionIsRefused() throws Exception {
        assertThat(send("POST", "/api/v1/chat", admin, "{\"question\":\" \"}").statusCode())
                .isEqualTo(422);
    }

    @Test
    @Tag("AST-7")
    void streamedQuestionEndsWithDone() throws Exception {
        HttpResponse<String> response =
                send(
                        "POST",
                        "/api/v1/chat",
                        admin,
                        "{\"question\":\"What is the moon made of?\",\"stream\":true}");
        assertThat(response.headers().firstValue("content-type")).contains("text/event-stream");
        assertThat(response.body()).contains("event: status", "event: done", "abstained");
    }

    private static String upload(String key, String fields, String name, String content)
            throws Exception {
        String body =
                fields
                        + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                        + name
                        + "\"\r\nContent-Type: text/markdown\r\n\r\n"
                        + content
                        + "\r\n--b--\r\n";
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + opened.port() + "/api/v1/docs"))
                        .header("authorization", "Bearer " + key)
                        .header("content-type", "multipart/form-data; boundary=b")
                        .POST(BodyPublishers.ofString(body))
                        .build();
        HttpResponse<String> response =
                CLIENT.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return json(response).path("document_id").asText();
    }

    private static JsonNode awaitEnd(String id) throws Exception {
        Deadline deadline = Deadline.in(Duration.ofSeconds(60));
        JsonNode status = json(send("GET", "/api/v1/docs/status/" + id, admin, ""));
        while (!deadline.passed()
                && (status.path("status").asText().equals("pending")
                        || status.path("status").asText().equals("processing"))) {
            status = json(send("GET", "/api/v1/docs/status/" + id, admin, ""));
        }
        return status;
    }
}
