package portcullis.server.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import portcullis.governance.Capability;
import portcullis.governance.Role;
import portcullis.governance.identify.Minted;
import portcullis.kernel.Outcome;
import portcullis.kernel.TenantId;
import portcullis.server.settings.Settings;
import portcullis.server.settings.SettingsReader;
import portcullis.server.settings.SettingsReader.Reading;
import portcullis.server.settings.Sources;

/** A whole house on a free port for one test class, and what its callers send. */
final class OpenHouse implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    final House house;
    final String admin;
    private final int port;
    private final Path data;

    /** An answer. */
    record Told(int status, String body) {
        JsonNode json() throws IOException {
            return JSON.readTree(body);
        }

        String at(String pointer) throws IOException {
            return json().at(pointer).asText();
        }
    }

    OpenHouse(Path data, String file, Lent lent) {
        this.data = data;
        house = House.build(settings(data, file), lent);
        House.Opened opened = house.open();
        port = opened.port();
        admin = opened.firstKey().orElseThrow().reveal();
    }

    static Settings settings(Path data, String file) {
        Map<String, String> flags =
                Map.of(
                        "data.directory",
                        data.toString(),
                        "server.port",
                        "0",
                        "limits.default.requests",
                        "60000/min",
                        "library.sample",
                        "false");
        Sources sources = new Sources(flags, Map.of("VENDOR_KEY", "sk-vendor"), file);
        return ((Reading.Ready) new SettingsReader().read(sources)).settings();
    }

    String key(String tenant, Role role, Capability... hats) {
        KeyOffice.Trust trust = new KeyOffice.Trust(role, Set.of(hats));
        Outcome<Minted> made =
                house.keyOffice().create(new TenantId(tenant), "test", trust, Duration.ofDays(1));
        return ((Outcome.Passed<Minted>) made).value().secret().reveal();
    }

    Told get(String key, String path) throws Exception {
        return send(key, "GET", path, "");
    }

    Told post(String key, String path, String body) throws Exception {
        return send(key, "POST", path, body);
    }

    Told send(String key, String method, String path, String body, String... headers)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(60))
                        .header("content-type", "application/json")
                        .header("authorization", "Bearer " + key)
                        .method(method, BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        HttpResponse<String> response =
                CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
        return new Told(response.statusCode(), response.body());
    }

    /** Stops the embedded database for good: the last thing a test class does. */
    void stopDatabase() throws Exception {
        try (Stream<Path> files = Files.walk(data.resolve("postgres"))) {
            Path pidFile =
                    files.filter(file -> file.endsWith("postmaster.pid")).findFirst().orElseThrow();
            List<String> lines = Files.readAllLines(pidFile);
            ProcessHandle server = ProcessHandle.of(Long.parseLong(lines.getFirst())).orElseThrow();
            server.destroyForcibly();
            server.onExit().get(20, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() {
        house.close(Duration.ZERO, Duration.ofSeconds(2));
    }
}
