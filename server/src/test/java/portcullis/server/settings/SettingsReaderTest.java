package portcullis.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

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

    private static Reading read(String file, Map<String, String> environment) {
        return new SettingsReader().read(new Sources(Map.of(), environment, file));
    }

    private static Settings settings(String file, Map<String, String> environment) {
        return switch (read(file, environment)) {
            case Reading.Ready(Settings settings, var _) -> settings;
            case Reading.Broken(var problems) -> throw new AssertionError(problems.toString());
        };
    }

    private static List<String> problems(String file, Map<String, String> environment) {
        return switch (read(file, environment)) {
            case Reading.Ready _ -> List.of();
            case Reading.Broken(var problems) -> problems.stream().map(Problem::toString).toList();
        };
    }

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
                .hasSize(3)
                .anyMatch(text -> text.startsWith("privacy.strict-names"))
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
    @Tag("OPS-54")
    void aliasAndKeyThatDisagreeAreRefused() {
        Map<String, String> environment =
                Map.of("LOG_LEVEL", "debug", "PORTCULLIS_LOG_LEVEL", "INFO");
        assertThat(problems("", environment))
                .anyMatch(line -> line.contains("LOG_LEVEL") && line.contains("disagree"));
        assertThat(problems("", Map.of("LOG_LEVEL", "info", "PORTCULLIS_LOG_LEVEL", "INFO")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PORTCULLIS_SERVER_PROT, PORTCULLIS_SERVER_PORT",
        "PORTCULLIS_LOGLEVEL, PORTCULLIS_LOG_LEVEL",
        "PORTCULLIS_PROVIDERS_0_APIKEY, PORTCULLIS_PROVIDERS_<n>_API_KEY",
        "PORTCULLIS_, PORTCULLIS_LOG_",
    })
    @Tag("OPS-54")
    void unknownVariableIsRefusedAndTheNearestNamed(String name, String nearest) {
        assertThat(problems("", Map.of(name, "9090")))
                .anyMatch(
                        line ->
                                line.startsWith(name + ": ")
                                        && line.contains("nearest is " + nearest))
                .noneMatch(line -> line.contains("9090"));
    }

    @Test
    @Tag("OPS-54")
    void variableOfAListItemThatIsSkippedIsRefused() {
        assertThat(problems("", Map.of("PORTCULLIS_MODELS_3_NAME", "m")))
                .anyMatch(line -> line.contains("counts") || line.contains("count from 0"));
    }

    @Test
    @Tag("OPS-54")
    void variablesOfTheStartScriptAndOfTheFileAreKnown() {
        Map<String, String> environment =
                Map.of(
                        "PORTCULLIS_JAVA_HOME", "/x",
                        "PORTCULLIS_HEAP", "1g",
                        "PORTCULLIS_JAVA_OPTS", "-Dx",
                        "PORTCULLIS_TESTDATA", "/y",
                        "PORTCULLIS_VENDOR", "sk-1",
                        "PATH", "/bin");
        String file =
                "providers: [ { name: a, dialect: openai, base-url: \"http://127.0.0.1:1\","
                        + " api-key: \"${PORTCULLIS_VENDOR}\" } ]";
        assertThat(problems(file, environment)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "AI_RESPONSE_CACHE_ENABLED, cache.enabled, true, 0, false",
        "AI_RESPONSE_CACHE_TTL_SECONDS, cache.ttl, 6h, 120, 120s",
        "AI_RESPONSE_CACHE_BACKEND, cache.backend, memory, memory, memory",
        "DATABASE_URL, data.database, embedded, postgres://u:p@h:5432/d, postgres://********@h:5432/d",
        "REDIS_URL, data.redis, none, redis://127.0.0.1:6379, redis://127.0.0.1:6379",
        "REDIS_CACHE_URL, data.redis.cache, '', redis://127.0.0.1:6380/1, redis://127.0.0.1:6380/1",
        "ALLOW_ORIGINS, server.allowed-origins, '', https://a.example, https://a.example",
        "DEBUG, server.debug, false, yes, true",
        "RATE_LIMIT_REQUESTS, limits.default.requests, 60/min, 5, 5/min",
        "RATE_LIMIT_WINDOW_SECONDS, limits.default.requests, 60/min, 30, 60/30s",
        "RATE_LIMIT_BURST, limits.default.burst, 1.5, 2, 2",
        "RATE_LIMIT_STATUS_CACHE_SECONDS, limits.status-cache, 5s, 7, 7s",
        "LOG_LEVEL, log.level, INFO, warning, WARN",
        "LOG_JSON, log.json, true, off, false",
        "LOG_TO_FILE, log.file, false, on, true",
        "LOG_MAX_BYTES, log.max-size, 104857600, 1048576, 1048576",
        "METRICS_BACKEND, metrics.backend, auto, noop, noop",
        "PROMETHEUS_ENABLED, metrics.enabled, true, no, false",
        "STREAMING_ENABLED, streaming.enabled, true, off, false",
        "DEFAULT_LLM_MODEL, assistant.model, default, default, default",
        "DEFAULT_LLM_MODEL, routing.default-model, default, default, default",
        "AI_CONTEXT_MAX_MESSAGES, context.max-messages, 10, 25, 25",
        "OTEL_EXPORTER_OTLP_ENDPOINT, tracing.endpoint, '', http://127.0.0.1:4318, http://127.0.0.1:4318",
        "GOVERNANCE_MODE, governance.mode, live, live, live",
    })
    @Tag("OPS-56")
    void eachAliasOverridesItsDefault(
            String alias, String place, String fallback, String said, String becomes) {
        assertThat(shown("", Map.of(), place)).startsWith(fallback + " | default");
        assertThat(shown("", Map.of(alias, said), place))
                .startsWith(becomes + " | environment " + alias.replace("_WINDOW_SECONDS", ""));
    }

    @Test
    @Tag("OPS-56")
    void everyAliasIsTested() {
        long aliases = Keys.ALL.stream().mapToLong(key -> key.aliases().size()).sum();
        assertThat(aliases).as("add a line to eachAliasOverridesItsDefault").isEqualTo(24);
    }

    private static String shown(String file, Map<String, String> environment, String place) {
        return switch (read(file, environment)) {
            case Reading.Ready(var _, var shown) ->
                    shown.stream()
                            .filter(line -> line.place().equals(place))
                            .map(line -> line.value() + " | " + line.source())
                            .findFirst()
                            .orElseThrow();
            case Reading.Broken(var problems) -> throw new AssertionError(problems.toString());
        };
    }

    @Test
    void strictNamesAreAnnouncedForWhatTheyAre() {
        assertThat(settings("", Map.of()).notices())
                .anyMatch(text -> text.contains("strict-names") && text.contains("cues only"));
        assertThat(settings("privacy: { strict-names: false }", Map.of()).notices())
                .noneMatch(text -> text.contains("strict-names"));
    }

    @Test
    @Tag("OPS-62")
    void limitAliasesMakeOneRate() {
        Settings settings =
                settings(
                        "",
                        Map.of("RATE_LIMIT_REQUESTS", "100", "RATE_LIMIT_WINDOW_SECONDS", "30"));
        assertThat(settings.limit().requests()).isEqualTo(new Rate(100, Duration.ofSeconds(30)));
    }

    @Test
    void listItemsHaveEnvironmentNames() {
        Map<String, String> environment =
                Map.of(
                        "PORTCULLIS_PROVIDERS_0_NAME", "main",
                        "PORTCULLIS_PROVIDERS_0_DIALECT", "openai",
                        "PORTCULLIS_PROVIDERS_0_BASE_URL", "http://127.0.0.1:9001/v1",
                        "PORTCULLIS_PROVIDERS_0_API_KEY", "sk-env",
                        "PORTCULLIS_MODELS_0_NAME", "m",
                        "PORTCULLIS_MODELS_0_TARGETS_0_PROVIDER", "main",
                        "PORTCULLIS_MODELS_0_TARGETS_0_MODEL", "gpt");
        Settings settings = settings("", environment);
        assertThat(settings.models().getFirst().name().value()).isEqualTo("m");
        assertThat(settings.vendors().getFirst().key().orElseThrow().reveal()).isEqualTo("sk-env");
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
