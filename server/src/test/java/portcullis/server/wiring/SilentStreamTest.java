package portcullis.server.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import portcullis.governance.Role;
import portcullis.governance.identify.Minted;
import portcullis.kernel.EventLog;
import portcullis.kernel.Outcome;
import portcullis.kernel.TenantId;
import portcullis.server.settings.Settings;
import portcullis.server.settings.SettingsReader;
import portcullis.server.settings.SettingsReader.Reading;
import portcullis.server.settings.Sources;
import portcullis.testkit.provider.SimulatedProvider;
import portcullis.testkit.provider.Turn;

/** What {@code POST /api/ai/stream} tells while a model says nothing; takes half a minute. */
@Timeout(180)
class SilentStreamTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FILE =
            """
            providers:
              - { name: vendor, dialect: openai, base-url: "VENDOR_URL" }
            models:
              - name: default
                targets: [ { provider: vendor, model: a } ]
                timeouts: { first-token: 3m, idle: 3m, total: 5m }
            """;

    @TempDir private Path data;

    @Test
    @Tag("R-026")
    @Tag("R-036")
    void progressIsToldAndThirtySecondsOfSilenceEndWithAnError() throws Exception {
        try (SimulatedProvider vendor = SimulatedProvider.start()) {
            vendor.always(Turn.words(3).beforeFirst(Duration.ofMinutes(2)));
            House house = House.build(settings(vendor), lent());
            try {
                List<String> lines = heard(house).body().lines().toList();
                List<String> events =
                        lines.stream().filter(line -> line.startsWith("event: ")).toList();
                assertThat(events.getFirst()).isEqualTo("event: status");
                assertThat(events).filteredOn("event: progress"::equals).hasSizeBetween(2, 5);
                assertThat(events.getLast()).isEqualTo("event: error");
                assertThat(events).doesNotContain("event: token", "event: done");
                assertThat(lines).filteredOn(line -> line.startsWith("id: ")).hasSameSizeAs(events);
                String last =
                        lines.stream().filter(line -> line.startsWith("data: ")).toList().getLast();
                assertThat(JSON.readTree(last.substring(6)).path("code").asText())
                        .isEqualTo("provider_timeout");
            } finally {
                house.close(Duration.ZERO, Duration.ofSeconds(2));
            }
        }
    }

    private static Lent lent() {
        return new Lent(Clock.systemUTC(), EventLog.silent());
    }

    private Settings settings(SimulatedProvider vendor) {
        Map<String, String> flags =
                Map.of(
                        "data.directory",
                        data.toString(),
                        "server.port",
                        "0",
                        "library.sample",
                        "false");
        String file = FILE.replace("VENDOR_URL", vendor.base().toString());
        return ((Reading.Ready) new SettingsReader().read(new Sources(flags, Map.of(), file)))
                .settings();
    }

    private static HttpResponse<String> heard(House house) throws Exception {
        int port = house.open().port();
        Outcome<Minted> made =
                house.keyOffice()
                        .create(new TenantId("ward"), "test", Role.ADMIN, Duration.ofDays(1));
        String key = ((Outcome.Passed<Minted>) made).value().secret().reveal();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/ai/stream"))
                        .timeout(Duration.ofMinutes(2))
                        .header("content-type", "application/json")
                        .header("authorization", "Bearer " + key)
                        .POST(
                                BodyPublishers.ofString(
                                        "{\"operation\":\"chat\",\"input\":\"Tell me.\"}"))
                        .build();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString(UTF_8));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return answer;
        }
    }
}
