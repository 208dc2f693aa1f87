package portcullis.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import portcullis.testkit.provider.Exchange;
import portcullis.testkit.provider.Fault;
import portcullis.testkit.provider.SimulatedProvider;
import portcullis.testkit.provider.Turn;

/**
 * Anthropic's official npm package, unmodified but for base URL and key, answered by a vendor of
 * its own dialect ({@code claude}) and by one of OpenAI's ({@code default}).
 */
@Tag("GTW-1")
@Timeout(120)
class NpmMessagesTest {
    private static final String PHONE = "555-867-5309";

    @TempDir private static Path folder;
    private static HouseUnderTest house;

    @BeforeAll
    static void open() {
        house = MessagesHouse.open(folder);
    }

    @AfterAll
    static void close() {
        if (house != null) {
            house.close();
        }
    }

    private static JsonNode run(String model, String task, String text) throws Exception {
        return run(house.base().toString(), house.key(), model, task, text);
    }

    private static JsonNode run(String base, String key, String model, String task, String text)
            throws Exception {
        Map<String, String> environment =
                Map.of("ANTHROPIC_BASE_URL", base, "ANTHROPIC_API_KEY", key, "SDK_MODEL", model);
        return new NodeScript("messages.mjs", "@anthropic-ai/sdk", environment).run(task, text);
    }

    /** Shows that the instrument is sound: the package understands the simulated vendor itself. */
    @Test
    void thePackageUnderstandsTheVendor() throws Exception {
        try (SimulatedProvider vendor = SimulatedProvider.start()) {
            vendor.script(Turn.thinks("Hm.", "EqQB==", "At nine."));
            String base = vendor.base().toString().replace("/v1", "");
            JsonNode seen = run(base, "sk-any", "simulated", "stream", Questions.fresh());
            assertThat(seen.path("text").asText()).isEqualTo("At nine.");
            assertThat(seen.at("/content/0/signature").asText()).isEqualTo("EqQB==");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude", "default"})
    void completionIsUnderstood(String model) throws Exception {
        house.vendor().script(Turn.says("The ward opens at nine."));
        JsonNode seen = run(model, "complete", Questions.fresh());
        assertThat(seen.path("text").asText()).isEqualTo("The ward opens at nine.");
        assertThat(seen.path("stop").asText()).isEqualTo("end_turn");
        assertThat(seen.at("/usage/output_tokens").asInt()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude", "default"})
    void streamIsUnderstoodAndRestored(String model) throws Exception {
        house.vendor().script(Turn.echo().splitEvery(3));
        JsonNode seen = run(model, "stream", "Call caf\u00e9 nurse, phone number: " + PHONE);
        assertThat(seen.path("text").asText()).contains(PHONE).contains("caf\u00e9");
        assertThat(house.vendor().ledger().last().text()).doesNotContain(PHONE);
        assertThat(seen.path("deltas").asInt()).isGreaterThan(3);
        assertThat(seen.path("starts").asInt()).isEqualTo(1);
        assertThat(seen.path("stop").asText()).isEqualTo("end_turn");
        assertThat(seen.at("/usage/output_tokens").asInt()).isPositive();
        assertThat(seen.at("/usage/input_tokens").asInt()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude", "default"})
    void toolsAreCalledAndTheirResultsComeBack(String model) throws Exception {
        house.vendor()
                .script(
                        Turn.callsTool("toolu_1", "beds", "{\"ward\":\"east\",\"n\":1.50}")
                                .splitEvery(2),
                        Turn.says("Twelve."));
        JsonNode seen = run(model, "tools", Questions.fresh());
        assertThat(seen.path("stop").asText()).isEqualTo("tool_use");
        assertThat(seen.at("/call/id").asText()).isEqualTo("toolu_1");
        assertThat(seen.at("/call/input/ward").asText()).isEqualTo("east");
        assertThat(seen.at("/answer/text").asText()).isEqualTo("Twelve.");
        assertThat(house.vendor().ledger().last().text()).contains("toolu_1", "12 are free");
    }

    @ParameterizedTest
    @Tag("GTW-7")
    @ValueSource(strings = {"claude", "default"})
    void abortReachesTheVendor(String model) throws Exception {
        house.vendor().script(Turn.words(50).with(Fault.STALL));
        assertThat(run(model, "abort", Questions.fresh()).path("aborted").asBoolean()).isTrue();
        Exchange exchange = house.vendor().ledger().last();
        assertThat(exchange.awaitEnd(Duration.ofSeconds(5))).contains(Exchange.End.ABORTED);
    }

    @Test
    void tokensAreCountedByTheVendorOrEstimated() throws Exception {
        JsonNode counted = run("claude", "count", "one two three");
        assertThat(counted.path("tokens").asInt()).isPositive();
        assertThat(counted.path("estimated").isNull()).isTrue();
        assertThat(house.vendor().ledger().last().line())
                .isEqualTo("POST /v1/messages/count_tokens");
        JsonNode estimated = run("default", "count", "one two three");
        assertThat(estimated.path("tokens").asInt()).isPositive();
        assertThat(estimated.path("estimated").asText()).isEqualTo("estimated");
    }

    @Test
    void modelsAreListedPageByPage() throws Exception {
        JsonNode seen = run("claude", "models", "");
        assertThat(seen.path("ids").toString()).contains("\"default\"", "\"claude\"");
        assertThat(seen.at("/one/type").asText()).isEqualTo("model");
        assertThat(seen.at("/one/created_at").asText()).endsWith("Z");
    }

    @Test
    @Tag("GTW-13")
    void refusalsAreThePackagesOwnErrors() throws Exception {
        assertError(run("claude", "refused", "hello"), "AuthenticationError", 401);
        assertError(run("claude", "missing", "hello"), "NotFoundError", 404);
        house.vendor().always(Turn.anthropicError(529, "overloaded_error"));
        JsonNode busy = run("claude", "busy", Questions.fresh());
        house.vendor().always(Turn.echo());
        assertThat(busy.path("status").asInt()).isEqualTo(529);
        assertThat(busy.path("type").asText()).isEqualTo("overloaded_error");
    }

    private static void assertError(JsonNode seen, String kind, int status) {
        assertThat(seen.path("kind").asText()).isEqualTo(kind);
        assertThat(seen.path("status").asInt()).isEqualTo(status);
        assertThat(seen.path("bodyId").asText())
                .isNotEmpty()
                .isEqualTo(seen.path("requestId").asText());
    }

    @ParameterizedTest
    @Tag("GTW-2")
    @ValueSource(strings = {"claude", "default"})
    void aCutToolCallIsAnErrorAndNoAnswer(String model) throws Exception {
        house.vendor()
                .script(
                        Turn.callsTool(
                                        "toolu_1",
                                        "beds",
                                        "{\"ward\":\"east\",\"note\":\"long enough\"}")
                                .with(Fault.CUT));
        assertThat(run(model, "broken", Questions.fresh()).path("refused").asBoolean()).isTrue();
    }
}
