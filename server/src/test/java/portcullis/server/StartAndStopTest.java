package portcullis.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import portcullis.testkit.provider.SimulatedProvider;
import portcullis.testkit.provider.Turn;
import portcullis.testkit.server.StartedServer;

/** How the process begins and ends: signals, a taken port, a database of somebody else. */
class StartAndStopTest {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Turn TWO_SECONDS = Turn.words(40).between(Duration.ofMillis(50));
    private static final Turn A_MINUTE = Turn.words(600).between(Duration.ofMillis(100));

    @TempDir private Path data;

    private static Map<String, String> on(SimulatedProvider vendor) {
        return Map.of(
                "PORTCULLIS_PROVIDERS_0_NAME", "main",
                "PORTCULLIS_PROVIDERS_0_DIALECT", "openai",
                "PORTCULLIS_PROVIDERS_0_BASE_URL", vendor.base().toString(),
                "PORTCULLIS_PROVIDERS_0_API_KEY", "sk-test",
                "PORTCULLIS_MODELS_0_NAME", "default",
                "PORTCULLIS_MODELS_0_TARGETS_0_PROVIDER", "main",
                "PORTCULLIS_MODELS_0_TARGETS_0_MODEL", "gpt-x",
                "PORTCULLIS_LIBRARY_SAMPLE", "false");
    }

    private static HttpRequest stream(URI base, String key) {
        String body =
                "{\"model\":\"default\",\"stream\":true,\"messages\":[{\"role\":\"user\","
                        + "\"content\":\"Hello\"}]}";
        return HttpRequest.newBuilder(base.resolve("/v1/chat/completions"))
                .timeout(Duration.ofSeconds(60))
                .header("authorization", "Bearer " + key)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    /** Opens a stream, runs the deed once its first line is there, and returns all lines. */
    private static String streamed(StartedServer server, Runnable deed) throws Exception {
        HttpRequest request = stream(server.base(), server.key().orElseThrow());
        HttpResponse<java.io.InputStream> response =
                CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), UTF_8))) {
            String first = lines.readLine();
            deed.run();
            return first + "\n" + lines.lines().collect(Collectors.joining("\n"));
        }
    }

    @Test
    @Tag("OPS-70")
    void terminationLetsARunningStreamFinish() throws Exception {
        try (SimulatedProvider vendor = SimulatedProvider.start().always(TWO_SECONDS);
                StartedServer server = StartedServer.serve(data, on(vendor))) {
            String all = streamed(server, server::terminate);
            assertThat(all).contains("\"finish_reason\":\"stop\"").contains("data: [DONE]");
            assertThat(all).doesNotContain("event: error");
            server.awaitEnd();
            assertThat(server.errors()).containsPattern("\"house_closed\".*\"cut\":false");
        }
    }

    @Test
    @Tag("OPS-70")
    void anInterruptCutsWhatTakesTooLongWithATypedError() throws Exception {
        Assumptions.assumeTrue(hearsInterrupts(), "SIGINT is ignored in this session");
        try (SimulatedProvider vendor = SimulatedProvider.start().always(A_MINUTE);
                StartedServer server =
                        StartedServer.serve(
                                data, on(vendor), "--set", "server.drain.interrupt=200ms")) {
            String all = streamed(server, () -> interrupt(server.pid()));
            assertThat(all).contains("event: error").doesNotContain("[DONE]");
            server.awaitEnd();
            assertThat(server.errors()).containsPattern("\"house_closed\".*\"cut\":true");
        }
    }

    /** A session in the background of a shell ignores interrupts, and its children with it. */
    private static boolean hearsInterrupts() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                .noneMatch(ignored -> (ignored & 0b10) != 0);
    }

    private static void interrupt(long pid) {
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(pid)).start().waitFor();
        } catch (IOException | InterruptedException broken) {
            throw new AssertionError(broken);
        }
    }

    @Test
    void aTakenPortIsExplained() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            StartedServer.Ran ran =
                    StartedServer.run(Map.of(), "serve", "--port", port, "--data", data.toString());
            assertThat(ran.exit()).isEqualTo(69);
            assertThat(ran.err()).contains("address is in use", "--port");
        }
    }

    @Test
    @Tag("OPS-54")
    void aMistypedVariableStopsTheStart() {
        StartedServer.Ran ran =
                StartedServer.run(
                        Map.of("PORTCULLIS_SERVER_PROT", "1"),
                        "serve",
                        "--port",
                        "0",
                        "--data",
                        data.resolve("d").toString());
        assertThat(ran.exit()).isEqualTo(78);
        assertThat(ran.err()).contains("PORTCULLIS_SERVER_PROT", "PORTCULLIS_SERVER_PORT");
        assertThat(data.resolve("d")).doesNotExist();
    }

    @Test
    @Tag("OPS-60")
    void anExternalDatabaseIsUsed() throws Exception {
        try (ExternalPostgres postgres = ExternalPostgres.start();
                StartedServer server =
                        StartedServer.serve(data, Map.of("DATABASE_URL", postgres.url()))) {
            HttpRequest request =
                    HttpRequest.newBuilder(server.base().resolve("/v1/models"))
                            .header("authorization", "Bearer " + server.key().orElseThrow())
                            .build();
            assertThat(CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
            assertThat(data.resolve("postgres")).doesNotExist();
            assertThat(server.output() + server.errors()).doesNotContain("drowssap");
        }
    }

    @Test
    @Tag("GOV-47")
    void onlyEventsAndNoticesStandOnStandardError() {
        Map<String, String> quiet = Map.of("PORTCULLIS_LIBRARY_SAMPLE", "false");
        try (StartedServer server = StartedServer.serve(data, quiet)) {
            server.terminate();
            server.awaitEnd();
            List<String> others =
                    server.errors()
                            .lines()
                            .filter(line -> !line.startsWith("{"))
                            .filter(line -> !line.contains("incubator"))
                            .toList();
            assertThat(others).isEmpty();
            assertThat(server.errors()).doesNotContain("\"level\":\"WARN\"");
        }
    }
}
