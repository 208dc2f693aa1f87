package portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import portcullis.kernel.Deadline;
import portcullis.testkit.provider.SimulatedProvider;
import portcullis.testkit.provider.Turn;
import portcullis.testkit.redis.LocalRedis;
import portcullis.testkit.server.StartedServer;

/** Two servers of one installation: one PostgreSQL, one Redis, one pepper. */
class TwoProcessesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String ASK =
            "{\"model\":\"default\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}";

    @TempDir private static Path data;
    private static LocalRedis redis;
    private static ExternalPostgres postgres;
    private static SimulatedProvider vendor;
    private static StartedServer one;
    private static StartedServer two;
    private static String admin;

    @BeforeAll
    static void open() throws Exception {
        Assumptions.assumeTrue(LocalRedis.program().isPresent(), "redis-server is not installed");
        postgres = ExternalPostgres.start();
        redis = LocalRedis.start();
        vendor = SimulatedProvider.start().always(Turn.echo());
        one = StartedServer.serve(data.resolve("one"), environment());
        Files.createDirectories(data.resolve("two"));
        Files.copy(
                data.resolve("one/pepper"),
                data.resolve("two/pepper"),
                java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        two = StartedServer.serve(data.resolve("two"), environment());
        admin = one.key().orElseThrow();
    }

    @AfterAll
    static void close() throws Exception {
        for (AutoCloseable each : new AutoCloseable[] {one, two, vendor, redis, postgres}) {
            if (each != null) {
                each.close();
            }
        }
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("DATABASE_URL", postgres.url());
        environment.put("REDIS_URL", redis.url());
        environment.put("AI_RESPONSE_CACHE_BACKEND", "redis");
        environment.put("PORTCULLIS_LIBRARY_SAMPLE", "false");
        environment.put("PORTCULLIS_PROVIDERS_0_NAME", "main");
        environment.put("PORTCULLIS_PROVIDERS_0_DIALECT", "openai");
        environment.put("PORTCULLIS_PROVIDERS_0_BASE_URL", vendor.base() + "/v1");
        environment.put("PORTCULLIS_MODELS_0_NAME", "default");
        environment.put("PORTCULLIS_MODELS_0_TARGETS_0_PROVIDER", "main");
        environment.put("PORTCULLIS_MODELS_0_TARGETS_0_MODEL", "gpt-x");
        environment.put("PORTCULLIS_LIMITS_DEFAULT_REQUESTS", "1200/day");
        environment.put("RATE_LIMIT_BURST", "1");
        environment.put("PORTCULLIS_LIMITS_DEFAULT_TOKENS", "100000000/day");
        return environment;
    }

    private static HttpResponse<String> send(
            StartedServer server, String method, String path, String body) throws Exception {
        return CLIENT.sendAsync(
                        request(server, method, path, body), HttpResponse.BodyHandlers.ofString())
                .get(60, TimeUnit.SECONDS);
    }

    private static HttpRequest request(
            StartedServer server, String method, String path, String body) {
        return HttpRequest.newBuilder(server.base().resolve(path))
                .header("content-type", "application/json")
                .header("authorization", "Bearer " + admin)
                .method(method, BodyPublishers.ofString(body))
                .build();
    }

    private static HttpResponse<String> ask(StartedServer server, String text) throws Exception {
        return send(server, "POST", "/v1/chat/completions", ASK.replace("%s", text));
    }

    private static String cache(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.headers().firstValue("x-portcullis-cache").orElseThrow();
    }

    private static void until(java.util.concurrent.Callable<Boolean> condition) throws Exception {
        Deadline deadline = Deadline.in(Duration.ofSeconds(20));
        while (!condition.call()) {
            assertThat(deadline.passed()).as("within 20 s").isFalse();
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static JsonNode health(StartedServer server) throws Exception {
        return JSON.readTree(send(server, "GET", "/health/detailed", "").body());
    }

    private static boolean redisIs(StartedServer server, String status) throws Exception {
        for (JsonNode line : health(server).path("redis")) {
            if (!line.path("status").asText().equals(status)) {
                return false;
            }
        }
        return true;
    }

    @Test
    @Tag("R-081")
    @Tag("R-092")
    @Tag("GTW-32")
    @Tag("R-071")
    void whatOneAnsweredTheOtherRemembers() throws Exception {
        assertThat(cache(ask(one, "shared question"))).isEqualTo("miss");
        long asked = vendor.ledger().requests();
        until(() -> cache(ask(two, "shared question")).equals("hit"));
        assertThat(vendor.ledger().requests()).isLessThanOrEqualTo(asked + 1);
        JsonNode caches = JSON.readTree(send(two, "GET", "/api/v1/cache", "").body());
        assertThat(caches.path("answers").path("backend").asText()).isEqualTo("redis");
        assertThat(health(two).path("caches").path("answers").path("redis").path("status").asText())
                .isEqualTo("up");
    }

    @Test
    @Tag("R-098")
    @Tag("R-099")
    @Tag("GTW-33")
    void anInvalidationReachesTheOtherWithinASecond() throws Exception {
        ask(one, "soon stale");
        until(() -> cache(ask(two, "soon stale")).equals("hit"));
        HttpResponse<String> done =
                send(one, "POST", "/api/v1/cache/invalidate", "{\"tag\":\"model:default\"}");
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        long told = System.nanoTime();
        until(() -> cache(ask(two, "soon stale")).equals("miss"));
        assertThat(Duration.ofNanos(System.nanoTime() - told)).isLessThan(Duration.ofSeconds(1));
        assertThat(send(two, "DELETE", "/api/v1/cache", "").statusCode()).isEqualTo(200);
        assertThat(
                        send(one, "POST", "/api/v1/cache/invalidate", "{\"tag\":\"nonsense\"}")
                                .statusCode())
                .isEqualTo(400);
    }

    @Test
    @Tag("GOV-24")
    @Tag("GOV-26")
    void bothCountAgainstOneLimit() throws Exception {
        long before = remaining(ask(one, "counted"));
        long after = before;
        for (int i = 0; i < 5; i++) {
            after = remaining(ask(two, "counted"));
        }
        assertThat(after).as("one comes back every 72 s").isBetween(before - 5, before - 4);
    }

    private static long remaining(HttpResponse<String> response) {
        return Long.parseLong(
                response.headers().firstValue("x-ratelimit-remaining-requests").orElseThrow());
    }

    @Test
    @Tag("OPS-78")
    @Tag("R-043")
    @Tag("GOV-27")
    void noRequestFailsWhenRedisGoesAndComesBack() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
        load(calls, 20);
        redis.kill();
        load(calls, 40);
        until(() -> redisIs(one, "down") && redisIs(two, "down"));
        load(calls, 20);
        redis.startAgain();
        load(calls, 20);
        long back = System.nanoTime();
        until(() -> redisIs(one, "up") && redisIs(two, "up"));
        assertThat(Duration.ofNanos(System.nanoTime() - back)).isLessThan(Duration.ofSeconds(10));
        for (CompletableFuture<HttpResponse<String>> call : calls) {
            assertThat(call.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
    }

    private static void load(List<CompletableFuture<HttpResponse<String>>> calls, int count) {
        for (int i = 0; i < count; i++) {
            String body = ASK.replace("%s", "load " + i % 5);
            StartedServer server = i % 2 == 0 ? one : two;
            calls.add(
                    CLIENT.sendAsync(
                            request(server, "POST", "/v1/chat/completions", body),
                            HttpResponse.BodyHandlers.ofString()));
        }
    }
}
