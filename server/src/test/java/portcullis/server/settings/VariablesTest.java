package portcullis.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static portcullis.server.settings.Told.problems;
import static portcullis.server.settings.Told.read;
import static portcullis.server.settings.Told.settings;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import portcullis.server.settings.SettingsReader.Reading;

/** What the environment says: names of our own, and those that people are used to. */
class VariablesTest {
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
    @Tag("R-055")
    @Tag("R-056")
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
}
