package portcullis.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static portcullis.server.settings.Told.problems;
import static portcullis.server.settings.Told.settings;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import portcullis.gateway.Routing;
import portcullis.gateway.Strategy;
import portcullis.gateway.Target.Traits;
import portcullis.gateway.Task;
import portcullis.gateway.Tier;
import portcullis.kernel.Label;
import portcullis.kernel.SensitiveText;
import portcullis.providers.Vendor.Capacity;

/** What the configuration says about vendors, models, tiers and tasks. */
class ModelSettingsTest {
    private static final String BRANDS =
            """
            providers:
              - { name: router, vendor: openrouter }
              - { name: fast, vendor: groq }
              - { name: studio, vendor: gemini, permits: 4, queue: 9 }
              - { name: near, vendor: ollama }
              - { name: cloud, vendor: azure, base-url: "https://x.openai.azure.com" }
            models:
              - name: default
                strategy: least-latency
                hedge: true
                targets:
                  - { provider: router, model: google/gemini-2.0-flash-001, weight: 3 }
                  - { provider: fast, model: llama3-70b-8192 }
                  - { provider: near, model: tiny, window: 2048 }
            """;

    private static final Map<String, String> BRAND_KEYS =
            Map.of(
                    "OPENROUTER_API_KEY", "k1",
                    "GROQ_API_KEY", "k2",
                    "GEMINI_API_KEY", "k3",
                    "AZURE_OPENAI_API_KEY", "k4");

    @ParameterizedTest
    @CsvSource({
        "router, openai, https://openrouter.ai/api/v1, k1",
        "fast, openai, https://api.groq.com/openai/v1, k2",
        "studio, gemini, https://generativelanguage.googleapis.com/v1beta, k3",
        "near, ollama, http://127.0.0.1:11434, ",
        "cloud, openai, https://x.openai.azure.com, k4",
    })
    @Tag("R-015")
    @Tag("R-016")
    @Tag("R-018")
    void aKnownVendorNeedsItsNameOnly(String name, String dialect, String address, String key) {
        Settings.Vendor vendor =
                settings(BRANDS, BRAND_KEYS).vendors().stream()
                        .filter(one -> one.name().value().equals(name))
                        .findFirst()
                        .orElseThrow();
        assertThat(vendor.dialect()).isEqualTo(dialect);
        assertThat(vendor.baseUrl()).contains(address);
        assertThat(vendor.key().map(SensitiveText::reveal)).isEqualTo(Optional.ofNullable(key));
    }

    @Test
    @Tag("R-019")
    void strategiesWeightsAndWindowsAreRead() {
        Settings settings = settings(BRANDS, BRAND_KEYS);
        Settings.Model model = settings.models().getFirst();
        assertThat(model.routing()).isEqualTo(new Routing(Strategy.LEAST_LATENCY, true));
        assertThat(model.targets())
                .extracting(Settings.Target::traits)
                .containsExactly(
                        new Traits(3, 1_048_576), new Traits(1, 8_192), new Traits(1, 2_048));
        assertThat(settings.vendors().get(2).capacity()).isEqualTo(new Capacity(4, 9));
    }

    @Test
    @Tag("R-017")
    void theVariableChoosesTheModelOfCallsThatNameNone() {
        assertThat(settings(SMALL_AND_LARGE, Map.of()).naming().standard()).isEmpty();
        Settings chosen = settings(SMALL_AND_LARGE, Map.of("DEFAULT_LLM_MODEL", "large"));
        assertThat(chosen.naming().standard()).contains(new Label("large"));
        assertThat(chosen.conversations().model()).isEqualTo(new Label("large"));
        assertThat(settings("", Map.of()).naming().standard()).contains(new Label("default"));
        assertThat(problems(SMALL_AND_LARGE, Map.of("DEFAULT_LLM_MODEL", "larg")))
                .anyMatch(line -> line.contains("routing.default-model") && line.contains("large"));
    }

    private static final String SMALL_AND_LARGE =
            """
            models:
              - { name: small, targets: [ { provider: offline, model: offline-extractive } ] }
              - { name: large, targets: [ { provider: offline, model: offline-extractive } ] }
            tiers: { nano: small, frontier: large }
            tasks: { extract: frontier }
            """;

    @Test
    void tiersAndTasksAreRead() {
        Settings settings = settings(SMALL_AND_LARGE, Map.of());
        assertThat(settings.naming().tiers())
                .isEqualTo(
                        Map.of(Tier.NANO, new Label("small"), Tier.FRONTIER, new Label("large")));
        assertThat(settings.naming().tasks()).containsEntry(Task.EXTRACT, Tier.FRONTIER);
        String wrong = SMALL_AND_LARGE.replace("nano: small", "nano: smal");
        assertThat(problems(wrong, Map.of()))
                .anyMatch(line -> line.contains("tiers.nano") && line.contains("small"));
    }

    @Test
    void aHostedVendorWithoutAKeyIsRefusedAndTheVariableNamed() {
        Map<String, String> some = new HashMap<>(BRAND_KEYS);
        some.remove("GROQ_API_KEY");
        assertThat(problems(BRANDS, some))
                .singleElement()
                .asString()
                .contains("providers[1].api-key", "GROQ_API_KEY");
    }

    @Test
    void aProviderNeedsAVendorOrADialect() {
        String file = "providers: [ { name: a, base-url: \"http://127.0.0.1:1\" } ]";
        assertThat(problems(file, Map.of()))
                .anyMatch(line -> line.startsWith("providers[0].dialect"));
    }
}
