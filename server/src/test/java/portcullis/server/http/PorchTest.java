package portcullis.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.governance.Permission;
import portcullis.governance.Role;
import portcullis.governance.audit.Action;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;

/** The door in front of routes that only echo. */
class PorchTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static Doors doors;

    @BeforeAll
    static void open() {
        doors =
                new Doors(
                        List.of(
                                route(Verb.GET, "/open", new Entry.Everybody(), 0),
                                route(Verb.POST, "/echo", holding(Permission.VIEW), 100_000),
                                route(Verb.POST, "/v1/echo", holding(Permission.MODEL_CALL), 50),
                                route(Verb.GET, "/things/{id}", holding(Permission.VIEW), 0),
                                route(Verb.GET, "/rest/{id...}", new Entry.Everybody(), 0),
                                route(Verb.DELETE, "/things/{id}", holding(Permission.DELETE), 0),
                                broken(),
                                audited()));
    }

    @AfterAll
    static void close() {
        doors.close();
    }

    private static Entry holding(Permission permission) {
        return new Entry.Holding(permission);
    }

    private static Route route(Verb verb, String path, Entry entry, long cap) {
        return new Route(
                verb,
                path,
                entry,
                cap,
                entry instanceof Entry.Everybody ? Limiting.NOTHING : Limiting.REQUEST,
                new Auditing.Nothing(),
                new Handling.Blocking(
                        visit -> {
                            String text = new String(visit.body(), UTF_8);
                            if (path.contains("{id")) {
                                text += visit.path("id");
                            }
                            return Outcome.passed(Answer.text(200, "got " + text));
                        }));
    }

    private static Route broken() {
        return new Route(
                Verb.GET,
                "/broken",
                new Entry.Everybody(),
                0,
                Limiting.NOTHING,
                new Auditing.Nothing(),
                new Handling.Blocking(
                        _ -> {
                            throw new IllegalStateException("secret patient");
                        }));
    }

    private static Route audited() {
        return new Route(
                Verb.POST,
                "/audited",
                holding(Permission.KEY_MANAGE),
                10,
                Limiting.REQUEST,
                new Auditing.Before(Action.KEY_CREATE),
                new Handling.Blocking(_ -> Outcome.passed(new Answer.NoContent())));
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return JSON.readTree(response.body());
    }

    @Test
    @Tag("GTW-12")
    void everyResponseNamesItsRequest() throws Exception {
        for (String path : List.of("/open", "/nowhere", "/v1/nowhere", "/things/1", "/broken")) {
            HttpResponse<String> response = doors.send(doors.to(path));
            String id = response.headers().firstValue("x-request-id").orElse("");
            assertThat(id).startsWith("req_");
            assertThat(response.headers().firstValue("request-id")).contains(id);
            assertThat(response.headers().firstValue("server-timing")).isPresent();
            assertThat(response.headers().firstValue("x-content-type-options")).contains("nosniff");
        }
    }

    @Test
    @Tag("GOV-5")
    void whatIsNotDeclaredDoesNotExist() throws Exception {
        HttpResponse<String> response = doors.send(doors.as("/things", Role.ADMIN));
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(json(response).get("code").asText()).isEqualTo("not_found");
    }

    @Test
    void anotherMethodIsRefusedWithTheOnesThatExist() throws Exception {
        HttpResponse<String> response =
                doors.send(doors.to("/things/1").POST(BodyPublishers.ofString("x")));
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("allow")).contains("DELETE, GET");
    }

    @Test
    void restOfThePathMayHoldSlashes() throws Exception {
        assertThat(doors.send(doors.to("/rest/a/b%2Fc/d")).body()).isEqualTo("got a/b/c/d");
        assertThat(doors.send(doors.to("/rest/")).statusCode()).isEqualTo(404);
    }

    @Test
    @Tag("GOV-13")
    void missingAndWrongKeysGetTheSameAnswer() throws Exception {
        HttpResponse<String> missing = doors.send(doors.to("/things/1"));
        String wrong = doors.key(Role.VIEWER);
        String forged = wrong.substring(0, 30) + "AAAA" + wrong.substring(34);
        HttpResponse<String> other = doors.send(doors.to("/things/1").header("x-api-key", forged));
        HttpResponse<String> query = doors.send(doors.to("/things/1?api_key=" + wrong));
        assertThat(List.of(missing.statusCode(), other.statusCode(), query.statusCode()))
                .containsOnly(401);
        assertThat(withoutId(missing)).isEqualTo(withoutId(other)).isEqualTo(withoutId(query));
        assertThat(missing.headers().firstValue("www-authenticate")).contains("Bearer");
    }

    private static String withoutId(HttpResponse<String> response) {
        return response.body().replaceAll("req_[0-9a-v]{26}", "ID");
    }

    @Test
    @Tag("GTW-10")
    void bothHeadersWorkAndTwoDifferentKeysAreRefused() throws Exception {
        String key = doors.key(Role.VIEWER);
        assertThat(doors.send(doors.to("/things/1").header("x-api-key", key)).statusCode())
                .isEqualTo(200);
        HttpResponse<String> two =
                doors.send(doors.as("/things/1", Role.VIEWER).header("x-api-key", key));
        assertThat(two.statusCode()).isEqualTo(401);
        assertThat(json(two).get("code").asText()).isEqualTo("credentials_conflict");
    }

    @Test
    void aRoleWithoutThePermissionIsForbidden() throws Exception {
        HttpResponse<String> response =
                doors.send(doors.as("/things/1", Role.PRACTITIONER).DELETE());
        assertThat(response.statusCode()).isEqualTo(403);
    }

    @Test
    @Tag("GTW-13")
    void modelRoutesSpeakTheDialectOfTheSdks() throws Exception {
        HttpResponse<String> response = doors.send(doors.to("/v1/echo"));
        assertThat(response.statusCode()).isEqualTo(405);
        JsonNode error = json(response).get("error");
        assertThat(error.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("message", "type", "param", "code");
    }

    @Test
    @Tag("GTW-18")
    void declaredTooLargeBodyIsRefusedUnread() throws Exception {
        String key = doors.key(Role.PRACTITIONER);
        String answer =
                doors.raw(
                        "POST /v1/echo HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                + key
                                + "\r\nContent-Length: 999999999\r\n\r\nfirst bytes");
        assertThat(answer).startsWith("HTTP/1.1 413").contains("connection: close");
    }

    @Test
    @Tag("GTW-18")
    void chunkedBodyIsCutAtTheCap() throws Exception {
        byte[] large = new byte[200_000];
        HttpResponse<String> response =
                doors.send(
                        doors.as("/v1/echo", Role.PRACTITIONER)
                                .POST(
                                        BodyPublishers.ofInputStream(
                                                () -> new ByteArrayInputStream(large))));
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).contains("Limit: 50");
    }

    @Test
    @Tag("GOV-72")
    void slowBodyIsGivenUp() throws Exception {
        String answer =
                doors.raw(
                        "POST /echo HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                + doors.key(Role.VIEWER)
                                + "\r\nContent-Length: 10\r\n\r\nabc");
        assertThat(answer).startsWith("HTTP/1.1 408");
    }

    @Test
    @Tag("GOV-72")
    void headThatNeverEndsIsGivenUp() throws Exception {
        assertThat(doors.raw("GET /open HTTP/1.1\r\nHost: local")).isEmpty();
    }

    @Test
    @Tag("GOV-72")
    void conflictingLengthsAreRefused() throws Exception {
        String two =
                doors.raw(
                        "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n"
                                + "Content-Length: 4\r\n\r\nabcd");
        assertThat(two).startsWith("HTTP/1.1 400");
        String both =
                doors.raw(
                        "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n"
                                + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                                + get("/open", "localhost"));
        assertThat(both)
                .startsWith("HTTP/1.1 400")
                .contains("connection: close", "bad_request")
                .doesNotContain("got ");
        assertThat(both.split("HTTP/1.1 ", -1)).as("one answer").hasSize(2);
    }

    @Test
    void headTooLargeIsRefused() throws Exception {
        String answer =
                doors.raw(
                        "GET /open HTTP/1.1\r\nHost: localhost\r\nX: "
                                + "a".repeat(40_000)
                                + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 4");
    }

    @Test
    @Tag("GOV-65")
    void foreignHostOnLoopbackIsRefused() throws Exception {
        assertThat(doors.raw(get("/open", "evil.example"))).startsWith("HTTP/1.1 421");
        assertThat(doors.raw(get("/open", "clinic.example:443"))).startsWith("HTTP/1.1 200");
        assertThat(doors.raw(get("/open", "LOCALHOST"))).startsWith("HTTP/1.1 200");
        assertThat(doors.raw("GET /open HTTP/1.1\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
    }

    private static String get(String path, String host) {
        return "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
    }

    @Test
    @Tag("OPS-61")
    void onlyAllowedOriginsMayAsk() throws Exception {
        HttpResponse<String> foreign =
                doors.send(doors.to("/open").header("origin", "https://evil.example"));
        assertThat(foreign.statusCode()).isEqualTo(403);
        HttpResponse<String> allowed =
                doors.send(doors.to("/open").header("origin", "https://console.example"));
        assertThat(allowed.statusCode()).isEqualTo(200);
        assertThat(allowed.headers().firstValue("access-control-allow-origin"))
                .contains("https://console.example");
        HttpResponse<String> same =
                doors.send(doors.to("/open").header("origin", "http://127.0.0.1:" + doors.port));
        assertThat(same.statusCode()).isEqualTo(200);
    }

    @Test
    @Tag("OPS-61")
    void preflightOfAnAllowedOriginIsAnswered() throws Exception {
        HttpResponse<String> response =
                doors.send(
                        doors.to("/echo")
                                .method("OPTIONS", BodyPublishers.noBody())
                                .header("origin", "https://console.example")
                                .header("access-control-request-method", "POST"));
        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.headers().firstValue("access-control-allow-headers"))
                .hasValueSatisfying(names -> assertThat(names).contains("authorization"));
    }

    @Test
    @Tag("GOV-79")
    void brokenHandlerTellsNothing() throws Exception {
        HttpResponse<String> response = doors.send(doors.to("/broken"));
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).doesNotContain("patient", "IllegalState");
        assertThat(doors.heard.bugs).isNotEmpty();
    }

    @Test
    @Tag("GOV-24")
    void limitedResponsesSayWhereTheKeyStands() throws Exception {
        HttpResponse<String> response = doors.send(doors.as("/things/1", Role.VIEWER));
        assertThat(response.headers().firstValue("x-ratelimit-limit-requests")).contains("100");
        assertThat(response.headers().firstValue("x-ratelimit-remaining-requests")).isPresent();
        assertThat(response.headers().firstValue("x-ratelimit-reset-requests")).isPresent();
        assertThat(response.headers().firstValue("x-ratelimit-reset")).isPresent();
    }

    @Test
    @Tag("GOV-24")
    void overTheLimitIsRefusedWithTheWait() throws Exception {
        String key = doors.key(Role.VIEWER);
        HttpResponse<String> last = doors.send(doors.to("/things/1").header("x-api-key", key));
        for (int i = 0; i < 220 && last.statusCode() == 200; i++) {
            last = doors.send(doors.to("/things/1").header("x-api-key", key));
        }
        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(last.headers().firstValue("retry-after")).isPresent();
        assertThat(last.headers().firstValue("retry-after-ms")).isPresent();
    }

    @Test
    @Tag("GOV-45")
    void withoutADurableIntentNothingIsDone() throws Exception {
        HttpResponse<String> response =
                doors.send(doors.as("/audited", Role.ADMIN).POST(BodyPublishers.ofString("{}")));
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(json(response).get("code").asText())
                .isEqualTo(RefusalCode.AUDIT_UNAVAILABLE.name().toLowerCase(java.util.Locale.ROOT));
        assertThat(doors.intents).isNotEmpty();
    }

    @Test
    void metricsNameTheDeclaredRouteAndNeverThePath() throws Exception {
        doors.send(doors.as("/things/john-doe", Role.VIEWER));
        assertThat(doors.heard.served)
                .contains("GET /things/{id} 200")
                .noneMatch(line -> line.contains("john"));
    }

    @Test
    void largestAllowedBodyArrivesWhole() throws Exception {
        String body = "x".repeat(100_000);
        HttpResponse<String> response =
                doors.send(doors.as("/echo", Role.VIEWER).POST(BodyPublishers.ofString(body)));
        assertThat(response.body()).isEqualTo("got " + body);
    }
}
