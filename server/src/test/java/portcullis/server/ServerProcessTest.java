package portcullis.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import portcullis.testkit.server.StartedServer;

/** The server as a process: started, managed from beside, killed, started again, stopped. */
class ServerProcessTest {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir private Path data;

    private static int status(URI base, String path, String key) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(base.resolve(path))
                        .timeout(Duration.ofSeconds(20))
                        .header("authorization", "Bearer " + key)
                        .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString(UTF_8)).statusCode();
    }

    private StartedServer.Ran run(String... words) {
        return StartedServer.run(Map.of(), words);
    }

    @Test
    @Tag("GOV-87")
    void keysOutliveAKillAndAreManagedFromBeside() throws Exception {
        String folder = data.toString();
        String first;
        String made;
        try (StartedServer server = StartedServer.serve(data, Map.of())) {
            first = server.key().orElseThrow();
            assertThat(server.errors()).doesNotContain(first);
            assertThat(status(server.base(), "/v1/models", first)).isEqualTo(200);
            StartedServer.Ran ran =
                    run("key", "create", "--data", folder, "--tenant", "ward", "--name", "n");
            assertThat(ran.exit()).as(ran.err()).isZero();
            made = ran.out().strip();
            assertThat(made).matches("pk_[0-9a-z]{12}_[0-9A-Za-z]{49}");
            assertThat(ran.err()).contains("practitioner").doesNotContain(made);
            assertThat(status(server.base(), "/v1/models", made)).isEqualTo(200);
            assertThat(status(server.base(), "/api/governance/keys", made)).isEqualTo(403);
            StartedServer.Ran second = run("serve", "--port", "0", "--data", folder);
            assertThat(second.exit()).isEqualTo(69);
            server.kill();
        }
        try (StartedServer again = StartedServer.serve(data, Map.of())) {
            assertThat(again.key()).isEmpty();
            assertThat(status(again.base(), "/v1/models", made)).isEqualTo(200);
            StartedServer.Ran health =
                    run("health", "--port", Integer.toString(again.base().getPort()));
            assertThat(health.exit()).isZero();
            again.terminate();
            again.awaitEnd();
            assertThat(again.errors()).contains("\"event\":\"house_closed\"");
        }
        StartedServer.Ran alone = run("key", "list", "--data", folder);
        assertThat(alone.out()).contains(made.substring(3, 15)).doesNotContain(made);
        StartedServer.Ran audit = run("audit", "verify", "--data", folder);
        assertThat(audit.exit()).as(audit.out() + audit.err()).isZero();
        assertThat(audit.out()).contains("default: sound", "ward: sound");
        try (java.util.stream.Stream<Path> left = Files.list(data)) {
            assertThat(left).noneMatch(one -> one.getFileName().toString().startsWith("operator-"));
        }
        assertThat(processesOf(folder)).isZero();
    }

    /** Processes of this machine whose command line names the folder. */
    private static long processesOf(String folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> process.info().commandLine().orElse("").contains(folder))
                .count();
    }

    @Test
    void badConfigurationIsExplainedAndNothingStarts() throws Exception {
        Path file = Files.writeString(data.resolve("bad.yaml"), "server: { prot: 1 }\n");
        StartedServer.Ran ran = run("serve", "--config", file.toString(), "--data", data + "/d");
        assertThat(ran.exit()).isEqualTo(78);
        assertThat(ran.err()).contains("server.prot", "server.port");
        assertThat(data.resolve("d")).doesNotExist();
    }
}
