package portcullis.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import portcullis.gateway.Dialect;
import portcullis.gateway.route.Provider;
import portcullis.kernel.Label;
import portcullis.kernel.SensitiveText;
import portcullis.providers.Calls;
import portcullis.providers.ProviderContract;
import portcullis.providers.Surroundings;
import portcullis.providers.Vendor;
import portcullis.providers.offline.Passages;
import portcullis.testkit.provider.SimulatedProvider;

class AnthropicContractTest extends ProviderContract {
    private static SimulatedProvider vendor;
    private static Vertx vertx;
    private static Provider provider;

    @BeforeAll
    static void start() {
        vendor = SimulatedProvider.start();
        vertx = Vertx.vertx();
        provider =
                AnthropicProvider.open(
                        Vendor.of(
                                new Label("main"),
                                vendor.base(),
                                Optional.of(SensitiveText.of("sk-test"))),
                        new Surroundings(vertx, Clock.systemUTC(), Passages.none()));
    }

    @AfterAll
    static void stop() {
        vertx.close().await();
        vendor.close();
    }

    @Override
    protected Provider provider() {
        return provider;
    }

    @Override
    protected String model() {
        return "claude-x";
    }

    @Override
    protected String question() {
        return Calls.chat("Which antibiotic does the guideline name first, and for how long?");
    }

    @Override
    protected int mostChoices() {
        return 1;
    }

    @Override
    protected Dialect spoken() {
        return Dialect.ANTHROPIC_MESSAGES;
    }

    @Override
    protected String textOfWhole(JsonNode json) {
        return json.at("/content/0/text").asText();
    }

    @Override
    protected boolean isEvent(JsonNode json) {
        return json.path("type").isTextual();
    }
}
