package portcullis.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import portcullis.kernel.Deadline;
import portcullis.testkit.provider.SimulatedProvider;
import portcullis.testkit.provider.Turn;
import portcullis.testkit.redis.LocalRedis;
import portcullis.testkit.server.StartedServer;

/**
 * Three servers of one installation, one of which is killed under load. What the database holds in
 * the end is compared with the books of the vendor.
 */
@Timeout(300)
class ThreeProcessesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final long CEILING = 20_000;
    private static final int CALLS = 360;
    private static final int CALLERS = 9;

    /** A token costs a millionth, so that money can be compared with tokens. */
    private static final String FILE =
            """
            library: { sample: false }
            providers:
              - { name: flaky, dialect: openai, base-url: "FLAKY" }
              - { name: steady, dialect: openai, base-url: "STEADY" }
            models:
              - name: default
                targets:
                  - { provider: flaky, model: a, price: { input: 1, output: 1 }, max-output: 40 }
                  - { provider: steady, model: b, price: { input: 1, output: 1 }, max-output: 40 }
                cache: { scope: "off" }
              - name: told
                targets:
                  - { provider: steady, model: t, price: free }
                cache: { scope: "off" }
            limits:
              default: { requests: 100000/min, tokens: 100000000/min }
              budgets:
                - { scope: tenant, amount: 0.020000, window: total }
            """;

    @TempDir private static Path data;
    private static LocalRedis redis;
    private static ExternalPostgres postgres;
    private static SimulatedProvider flaky;
    private static SimulatedProvider steady;
    private static final List<StartedServer> SERVERS = new ArrayList<>();
    private static String key;

    @BeforeAll
    static void open() throws Exception {
        Assumptions.assumeTrue(LocalRedis.program().isPresent(), "redis-server is not installed");
        postgres = ExternalPostgres.start();
        redis = LocalRedis.start();
        flaky = SimulatedProvider.start().always(Turn.serverError(500));
        steady = SimulatedProvider.start().always(words());
        SERVERS.add(serve("one"));
        key = SERVERS.getFirst().key().orElseThrow();
        List<CompletableFuture<StartedServer>> others =
                List.of(
                        CompletableFuture.supplyAsync(() -> joined("two")),
                        CompletableFuture.supplyAsync(() -> joined("three")));
        others.forEach(one -> SERVERS.add(one.join()));
    }

    @AfterAll
    static void close() throws Exception {
        for (StartedServer server : SERVERS) {
            server.close();
        }
        for (AutoCloseable each : new AutoCloseable[] {flaky, steady, redis, postgres}) {
            if (each != null) {
                each.close();
            }
        }
    }

    /** Slow enough that some are always running. */
    private static Turn words() {
        return Turn.words(12).between(Duration.ofMillis(4)).beforeFirst(Duration.ofMillis(20));
    }

    private static StartedServer joined(String name) {
        try {
            Files.createDirectories(data.resolve(name));
            Files.copy(
                    data.resolve("one/pepper"),
                    data.resolve(name).resolve("pepper"),
                    StandardCopyOption.COPY_ATTRIBUTES);
            return serve(name);
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    private static StartedServer serve(String name) {
        try {
            Path file =
                    Files.writeString(
                            data.resolve(name + ".yaml"),
                            FILE.replace("FLAKY", flaky.base().toString())
                                    .replace("STEADY", steady.base().toString()));
            return StartedServer.serve(
                    data.resolve(name),
                    Map.of("DATABASE_URL", postgres.url(), "REDIS_URL", redis.url()),
                    "--config",
                    file.toString());
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    @Test
    @Tag("GOV-33")
    @Tag("GOV-46")
    @Tag("OPS-78")
    void theBooksSayWhatTheVendorSaysWhenOneOfThreeIsKilled() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        StartedServer victim = SERVERS.get(random.nextInt(SERVERS.size()));
        StartedServer witness = SERVERS.stream().filter(one -> one != victim).findAny().get();
        int after = 30 + random.nextInt(60);
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> watch = threads.submit(() -> watched(witness, over));
            try {
                Deadline settled = killed(victim, after, callers(threads));
                awaitNothingReserved(witness, settled);
            } finally {
                over.set(true);
            }
            assertThat(watch.get()).as("looks at the books").isGreaterThan(10);
        }
        compare(witness, "seed " + seed + ", killed after " + after);
    }

    /** Kills one server under load; when nothing may be reserved any more. */
    private static Deadline killed(StartedServer victim, int after, List<Future<?>> callers)
            throws Exception {
        assertThat(steady.ledger().awaitRequests(after, Duration.ofSeconds(60))).isTrue();
        victim.kill();
        Deadline settled = Deadline.in(Duration.ofSeconds(60));
        for (Future<?> caller : callers) {
            caller.get();
        }
        return settled;
    }

    private static List<Future<?>> callers(ExecutorService threads) {
        AtomicInteger calls = new AtomicInteger();
        List<Future<?>> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            int first = i;
            callers.add(
                    threads.submit(
                            () -> {
                                int at = first;
                                for (int call = calls.incrementAndGet();
                                        call <= CALLS;
                                        call = calls.incrementAndGet()) {
                                    at = called(at, call);
                                }
                            }));
        }
        return callers;
    }

    /** One call; a server that is gone makes the caller turn to the next one. */
    private static int called(int at, int call) {
        StartedServer server = SERVERS.get(at % SERVERS.size());
        String body = chat("default", 100_000 + call, call % 2 == 0);
        try {
            HttpResponse<String> answer =
                    CLIENT.send(
                            request(server, "/v1/chat/completions")
                                    .POST(BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isIn(200, 429);
            return at;
        } catch (IOException gone) {
            server.awaitEnd();
            return at + 1;
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    /** Looks at the books until it is over; how often. */
    private static int watched(StartedServer witness, AtomicBoolean over) throws Exception {
        int looks = 0;
        while (!over.get()) {
            JsonNode budget = budget(witness);
            assertThat(
                            budget.path("settled_micros").asLong()
                                    + budget.path("reserved_micros").asLong())
                    .isLessThanOrEqualTo(CEILING);
            looks++;
        }
        return looks;
    }

    private static void awaitNothingReserved(StartedServer witness, Deadline deadline)
            throws Exception {
        while (budget(witness).path("reserved_micros").asLong() > 0) {
            assertThat(deadline.passed()).as("still reserved after 60 s").isFalse();
        }
    }

    /**
     * What was finished cost what the vendor says; what the dead process left open cost all that
     * was reserved, and says so. Every call to the vendor costs the same here.
     */
    private static void compare(StartedServer witness, String how) throws Exception {
        long tokens = steady.ledger().tokensIn() + steady.ledger().tokensOut();
        long asked = steady.ledger().requests();
        assertThat(tokens % asked).as("every call costs the same").isZero();
        long finished = 0;
        long finishedCost = 0;
        long unfinished = 0;
        long unfinishedCost = 0;
        for (JsonNode entry : entries(witness)) {
            long cost = entry.path("costMicros").asLong();
            if (entry.path("decision").asText().equals("UNKNOWN")
                    || entry.path("kind").asText().equals("settlement")) {
                assertThat(entry.path("estimated").asBoolean()).as(entry.toString()).isTrue();
                unfinished++;
                unfinishedCost += cost;
            } else if (cost > 0) {
                finished++;
                finishedCost += cost;
            }
        }
        assertThat(unfinished).as("open at the death: " + how).isPositive();
        assertThat(finishedCost).as(how).isEqualTo(finished * (tokens / asked));
        assertThat(asked - finished).as(how).isBetween(0L, unfinished);
        assertThat(budget(witness).path("settled_micros").asLong())
                .as(how)
                .isEqualTo(finishedCost + unfinishedCost)
                .isBetween(tokens, CEILING);
    }

    /** The receipts and settlements of the audit chain. */
    private static List<JsonNode> entries(StartedServer witness) throws Exception {
        List<JsonNode> all = new ArrayList<>();
        String next = "0";
        while (!next.isEmpty()) {
            JsonNode page = get(witness, "/api/governance/audit/entries?limit=500&after=" + next);
            page.path("entries").forEach(one -> all.add(one.path("entry")));
            next = page.path("next").asText("");
        }
        all.removeIf(entry -> entry.path("kind").asText().equals("intent"));
        return all;
    }

    @Test
    @Tag("OPS-81")
    void aStreamThatOneProcessTellsIsResumedInAnother() throws Exception {
        List<StartedServer> alive = SERVERS.stream().filter(StartedServer::running).toList();
        String text = "word ".repeat(60) + "end";
        steady.script(Turn.says(text).splitEvery(6).between(Duration.ofMillis(40)));
        long asked = steady.ledger().requests();
        String body = chat("told", 1, true);
        List<String> events = new ArrayList<>();
        try (InputStream first = stream(alive.getFirst(), body, "x-portcullis-resume", "on")) {
            BufferedReader reader = reader(first);
            while (events.size() < 12) {
                line(reader).ifPresent(events::add);
            }
        }
        String last = events.getLast();
        String id = last.substring(0, last.indexOf('\n'));
        try (InputStream rest = stream(alive.get(1), body, "last-event-id", id)) {
            BufferedReader reader = reader(rest);
            while (!events.getLast().endsWith("[DONE]")) {
                line(reader).ifPresent(events::add);
            }
        }
        assertThat(text(events)).isEqualTo(text);
        assertThat(steady.ledger().requests() - asked).as("calls to the vendor").isOne();
    }

    private static BufferedReader reader(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /** The next event as {@code ID\nDOCUMENT}; empty for a comment. */
    private static java.util.Optional<String> line(BufferedReader reader) throws IOException {
        String id = "";
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("data: ")) {
                return java.util.Optional.of(id + '\n' + line.substring(6));
            } else if (line.isEmpty()) {
                return java.util.Optional.empty();
            }
        }
        throw new AssertionError("the stream ended without [DONE]");
    }

    private static String text(List<String> events) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String event : events) {
            String document = event.substring(event.indexOf('\n') + 1);
            if (!document.equals("[DONE]")) {
                JsonNode choices = JSON.readTree(document).path("choices");
                text.append(choices.path(0).path("delta").path("content").asText(""));
            }
        }
        return text.toString();
    }

    private static InputStream stream(
            StartedServer server, String body, String header, String value) throws Exception {
        HttpResponse<InputStream> answer =
                CLIENT.send(
                        request(server, "/v1/chat/completions")
                                .header(header, value)
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static JsonNode budget(StartedServer server) throws Exception {
        return get(server, "/api/governance/budgets").path("budgets").path(0);
    }

    private static JsonNode get(StartedServer server, String path) throws Exception {
        HttpResponse<String> answer =
                CLIENT.send(request(server, path).GET().build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static HttpRequest.Builder request(StartedServer server, String path) {
        return HttpRequest.newBuilder(server.base().resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("content-type", "application/json")
                .header("authorization", "Bearer " + key);
    }

    private static String chat(String model, int number, boolean streamed) {
        return "{\"model\":\""
                + model
                + "\",\"stream\":"
                + streamed
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"call number "
                + number
                + "\"}]}";
    }
}
