package portcullis.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import portcullis.testkit.provider.Exchange;
import portcullis.testkit.provider.Fault;
import portcullis.testkit.provider.SimulatedProvider;
import portcullis.testkit.provider.Turn;

/** The official npm package, unmodified but for base URL and key (GTW-1). */
@Tag("GTW-1")
@Timeout(90)
abstract class NpmSdkContract {

    protected abstract NpmSdk sdk();

    protected abstract SimulatedProvider vendor();

    /** The name under which the API lists the model. */
    protected abstract String listedModel();

    @Test
    void completionIsUnderstood() throws Exception {
        vendor().script(Turn.says("The ward opens at nine."));
        JsonNode seen = sdk().run("complete", Questions.fresh());
        assertThat(seen.path("text").asText()).isEqualTo("The ward opens at nine.");
        assertThat(seen.path("finish").asText()).isEqualTo("stop");
        assertThat(seen.at("/usage/completion_tokens").asInt()).isPositive();
    }

    @Test
    void streamIsUnderstood() throws Exception {
        vendor().script(Turn.says("The ward opens at nine, caf\u00e9 at ten."));
        JsonNode seen = sdk().run("stream", Questions.fresh());
        assertThat(seen.path("text").asText())
                .isEqualTo("The ward opens at nine, caf\u00e9 at ten.");
        assertThat(seen.path("chunks").asInt()).isGreaterThan(3);
        assertThat(seen.path("ids").asInt()).isEqualTo(1);
        assertThat(seen.path("finish").asText()).isEqualTo("stop");
        assertThat(seen.at("/usage/completion_tokens").asInt()).isPositive();
    }

    @Test
    @Tag("GTW-7")
    void abortReachesTheVendor() throws Exception {
        vendor().script(Turn.words(50).with(Fault.STALL));
        assertThat(sdk().run("abort", Questions.fresh()).path("aborted").asBoolean()).isTrue();
        Exchange exchange = vendor().ledger().last();
        assertThat(exchange.awaitEnd(Duration.ofSeconds(5))).contains(Exchange.End.ABORTED);
    }

    @Test
    void modelsAreListed() throws Exception {
        assertThat(sdk().run("models", "").path("ids"))
                .anyMatch(id -> id.asText().equals(listedModel()));
    }
}
