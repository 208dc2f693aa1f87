package portcullis.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static portcullis.server.settings.Told.problems;
import static portcullis.server.settings.Told.read;
import static portcullis.server.settings.Told.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import portcullis.gateway.Price;
import portcullis.governance.budget.Budget;
import portcullis.governance.budget.Budgets;
import portcullis.governance.budget.Scope;
import portcullis.governance.budget.Window;
import portcullis.kernel.Label;
import portcullis.kernel.TenantId;
import portcullis.server.settings.SettingsReader.Reading;

class SettingsReaderTest {
    private static final String SAMPLE =
            """
            server:     { host: 127.0.0.1, port: 8080, role: all }
            data:       { directory: ./data, database: embedded, redis: none }
            governance: { mode: live }
            providers:
              - { name: main,   dialect: openai,    base-url: "http://127.0.0.1:9001/v1", api-key: "${MAIN_KEY}" }
              - { name: backup, dialect: anthropic, base-url: "http://127.0.0.1:9002",    api-key: "${BACKUP_KEY}" }
            models:
              - name: default
                targets: [ { provider: main, model: gpt-x }, { provider: backup, model: claude-x } ]
                timeouts: { connect: 2s, first-token: 10s, idle: 15s, total: 120s }
                stream-failure: continue        # continue | terminate | buffer
                cache: { scope: tenant, ttl: 6h, semantic: off }
            privacy:    { policy: pseudonymise, strict-names: true }
            limits:
              default: { requests: 60/min, tokens: 200000/min, budget: 50.00/day }
            """;

    @TempDir private Path folder;

    @Test
    void theSampleOfTheArchitectureLoads() {
        Settings settings = settings(SAMPLE, Map.of("MAIN_KEY", "sk-1", "BACKUP_KEY", "sk-2"));
        Settings.Model model = settings.models().getFirst();
        assertThat(model.targets())
                .extracting(Settings.Target::model)
                .containsExactly("gpt-x", "claude-x");
        assertThat(model.waits().firstToken()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.limit().budgets().all())
                .containsExactly(
                        new Budget(Scope.TENANT, Optional.empty(), 50_000_000, Window.DAY));
        assertThat(settings.notices())
                .hasSize(2)
                .anyMatch(text -> text.contains("main/gpt-x") && text.contains("has no price"))
                .anyMatch(text -> text.contains("backup/claude-x"));
        assertThat(settings.vendors()).filteredOn(vendor -> vendor.key().isPresent()).hasSize(2);
    }

    @Test
    @Tag("GOV-38")
    void withoutAFileNothingCanLeave() {
        Settings settings = settings("", Map.of());
        assertThat(settings.vendors()).hasSize(1);
        assertThat(settings.vendors().getFirst().dialect()).isEqualTo("offline");
        assertThat(settings.models()).hasSize(2);
        assertThat(settings.models().getFirst().name().value()).isEqualTo("default");
        assertThat(settings.models().getFirst().targets().getFirst().model())
                .isEqualTo("offline-extractive");
    }

    @ParameterizedTest
    @CsvSource({
        "'server: { prot: 1 }', server.prot, server.port",
        "'sever: { port: 1 }', sever.port, server.port",
        "'limits: { default: { request: 1/min } }', request, limits.default.requests",
        "'models: [ { nmae: x } ]', models[0].nmae, models[].name",
    })
    @Tag("OPS-54")
    void unknownKeyIsRefusedAndTheNearestNamed(String file, String place, String nearest) {
        assertThat(problems(file, Map.of()))
                .anyMatch(line -> line.contains(place) && line.contains("nearest is " + nearest));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server: { port: 70000 }",
                "server: { port: http }",
                "server: { role: gateway }",
                "governance: { mode: party }",
                "server: { idle-timeout: 10 }",
                "server: { idle-timeout: 10 minutes }",
                "limits: { default: { requests: 60 } }",
                "limits: { default: { tokens: 0/min } }",
                "limits: { default: { budget: 50 } }",
                "cache: { enabled: maybe }",
                "library: { upload-limit: 10 apples }",
                "data: { redis: \"http://127.0.0.1\" }",
                "cache: { backend: redis }",
                "server: 8080",
                "server: { port: }",
                "server: { port: { number: 1 } }",
                "server: { port: 1, port: 2 }",
                "- server",
                "server: [",
                "models: [ { name: m, targets: [ { provider: nobody, model: x } ] } ]",
                "providers: [ { name: a, dialect: openai } ]",
                "providers: [ { name: a, dialect: martian, base-url: \"http://x\" } ]",
                "server: { allowed-origins: \"*\" }",
                "server: { allowed-origins: \"*\", debug: true, host: 0.0.0.0 }",
                "a: &x 1\nb: *x",
            })
    @Tag("OPS-54")
    void wrongValuesStopTheStart(String file) {
        assertThat(problems(file, Map.of())).isNotEmpty();
    }

    @Test
    @Tag("GOV-29")
    void pricesAndBudgetsAreRead() {
        String file =
                SAMPLE.replace(
                                        "model: gpt-x }",
                                        "model: gpt-x, price: { input: 2.5, output: 10 } }")
                                .replace("model: claude-x }", "model: claude-x, price: free }")
                        + """
                  time-zone: Europe/Berlin
                  time-zones: [ { tenant: lab, zone: Asia/Kolkata } ]
                  budgets:
                    - { scope: tenant, name: ward, amount: 100, window: month }
                    - { scope: key, name: 0123456789ab, amount: 1.25, window: hour }
                    - { scope: model, name: default, amount: 500.00, window: total }
                """;
        Settings settings = settings(file, Map.of("MAIN_KEY", "sk-1", "BACKUP_KEY", "sk-2"));
        assertThat(settings.models().getFirst().targets())
                .extracting(Settings.Target::price)
                .containsExactly(new Price(2_500_000, 10_000_000), Price.FREE);
        Budgets budgets = settings.limit().budgets();
        assertThat(budgets.all()).hasSize(4);
        assertThat(budgets.all().get(2))
                .isEqualTo(
                        new Budget(
                                Scope.KEY,
                                Optional.of(new Label("0123456789ab")),
                                1_250_000,
                                Window.HOUR));
        assertThat(budgets.zoneOf(new TenantId("lab"))).isEqualTo(ZoneId.of("Asia/Kolkata"));
        assertThat(budgets.zoneOf(new TenantId("ward"))).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(settings.notices()).noneMatch(text -> text.contains("price"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limits: { budgets: [ { scope: user, amount: 5, window: day } ] }",
                "limits: { budgets: [ { scope: tenant, amount: 5/day, window: day } ] }",
                "limits: { budgets: [ { scope: tenant, amount: 5, window: year } ] }",
                "limits: { budgets: [ { scope: tenant, amount: -5, window: day } ] }",
                "limits: { budgets: [ { scope: tenant, window: day } ] }",
                "limits: { budgets: [ { scope: tenant, name: UPPER, amount: 5, window: day } ] }",
                "limits: { budgets: [ { scope: key, name: pk_x, amount: 5, window: day } ] }",
                "limits: { budgets: [ { scope: model, name: nobody, amount: 5, window: day } ] }",
                "limits: { default: { budget: 1/day }, budgets: [ { scope: tenant, amount: 5,"
                        + " window: day } ] }",
                "limits: { time-zone: Nowhere/Land }",
                "limits: { time-zones: [ { tenant: UPPER, zone: UTC } ] }",
                "models: [ { name: m, targets: [ { provider: offline, model: x, price: cheap } ] } ]",
                "models: [ { name: m, targets: [ { provider: offline, model: x, price: { input: 1 }"
                        + " } ] } ]",
                "models: [ { name: m, targets: [ { provider: offline, model: x, max-output: 0 } ] } ]",
            })
    @Tag("GOV-29")
    void wrongBudgetsAndPricesStopTheStart(String file) {
        assertThat(problems(file, Map.of())).isNotEmpty();
    }

    @Test
    void secretsNeverStandInTheFile() throws IOException {
        String head = "providers: [ { name: a, dialect: openai, base-url: \"http://127.0.0.1:1\", ";
        List<String> refused = problems(head + "api-key: sk-verysecret } ]", Map.of());
        assertThat(refused).isNotEmpty().noneMatch(line -> line.contains("verysecret"));
        assertThat(problems(head + "api-key: \"${NOT_SET}\" } ]", Map.of()))
                .anyMatch(line -> line.contains("NOT_SET"));
        Path secret = Files.writeString(folder.resolve("key"), "sk-from-file\n");
        Settings settings = settings(head + "api-key: \"file:" + secret + "\" } ]", Map.of());
        assertThat(settings.vendors().getFirst().key().orElseThrow().reveal())
                .isEqualTo("sk-from-file");
        assertThat(problems("data: { database: \"postgres://u:pw@h/db\" }", Map.of()))
                .isNotEmpty()
                .noneMatch(line -> line.contains("pw"));
    }

    @Test
    void printedValuesHideSecretsAndNameTheirSource() {
        Map<String, String> environment =
                Map.of(
                        "MAIN_KEY", "sk-hidden",
                        "BACKUP_KEY", "sk-hidden-too",
                        "DATABASE_URL", "postgres://u:hidden@h:5432/db");
        Reading reading = read(SAMPLE.replace("database: embedded, ", ""), environment);
        List<SettingsReader.Shown> shown = ((Reading.Ready) reading).shown();
        assertThat(shown.toString()).doesNotContain("hidden");
        assertThat(shown)
                .contains(
                        new SettingsReader.Shown(
                                "data.database",
                                "postgres://********@h:5432/db",
                                "environment DATABASE_URL"))
                .anyMatch(
                        line ->
                                line.place().equals("server.port")
                                        && line.source().startsWith("file line"))
                .anyMatch(
                        line ->
                                line.place().equals("cache.ttl")
                                        && line.source().equals("default"));
    }

    @Test
    @Tag("OPS-54")
    void theFirstSourceThatSpeaksWins() {
        Map<String, String> environment = new HashMap<>();
        assertThat(settings("cache: { ttl: 1h }", environment).cache().ttl())
                .isEqualTo(Duration.ofHours(1));
        environment.put("AI_RESPONSE_CACHE_TTL_SECONDS", "120");
        assertThat(settings("cache: { ttl: 1h }", environment).cache().ttl())
                .isEqualTo(Duration.ofMinutes(2));
        environment.clear();
        environment.put("PORTCULLIS_CACHE_TTL", "3h");
        assertThat(settings("cache: { ttl: 1h }", environment).cache().ttl())
                .isEqualTo(Duration.ofHours(3));
        Sources flagged = new Sources(Map.of("cache.ttl", "4h"), environment, "");
        assertThat(((Reading.Ready) new SettingsReader().read(flagged)).settings().cache().ttl())
                .isEqualTo(Duration.ofHours(4));
    }

    @Test
    @Tag("SCR-26")
    void wordsOfTheOperatorAreReadFromTheirFile() throws IOException {
        Path words = folder.resolve("words.txt");
        Files.writeString(words, "Zyxofab mirtavol # ours\n\n# nothing here\nQuibblex\n");
        assertThat(settings("", Map.of()).privacy().strictNames()).isTrue();
        String file = "privacy: { allow-words-file: \"" + words + "\" }";
        assertThat(settings(file, Map.of()).privacy().words())
                .containsExactlyInAnyOrder("Zyxofab", "mirtavol", "Quibblex");
    }

    @Test
    @Tag("SCR-69")
    void wordsThatCannotBeReadStopTheStart() throws IOException {
        Path latin = folder.resolve("latin.txt");
        Files.write(latin, new byte[] {(byte) 0xE9, 'x'});
        for (Path file : List.of(latin, folder, folder.resolve("absent.txt"))) {
            String setting = "privacy: { allow-words-file: \"" + file + "\" }";
            assertThat(problems(setting, Map.of()))
                    .anyMatch(text -> text.startsWith("privacy.allow-words-file"));
        }
    }

    @Test
    @Tag("OPS-55")
    void theReferencePageIsTheGeneratedOne() throws IOException {
        Path page =
                Path.of(System.getProperty("portcullis.root", ".."))
                        .resolve("docs/reference/configuration.md");
        assertThat(Files.readString(page)).isEqualTo(ReferencePage.markdown());
    }
}
