package portcullis.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import portcullis.gateway.Dialect;
import portcullis.gateway.route.Ask;
import portcullis.gateway.route.Provider;
import portcullis.gateway.route.Quota;
import portcullis.gateway.route.Trouble;
import portcullis.gateway.route.Trouble.Cause;
import portcullis.gateway.route.Trouble.Throttled;
import portcullis.gateway.route.Trouble.Unavailable;
import portcullis.kernel.Label;
import portcullis.kernel.SensitiveText;
import portcullis.providers.Brand;
import portcullis.providers.Calls;
import portcullis.providers.ProviderRegister;
import portcullis.providers.Quirk;
import portcullis.providers.Surroundings;
import portcullis.providers.Vendor;
import portcullis.providers.Vendor.Capacity;
import portcullis.providers.Vendor.Manner;
import portcullis.providers.Wired;
import portcullis.providers.Witness;
import portcullis.providers.offline.Passages;
import portcullis.testkit.provider.Exchange;
import portcullis.testkit.provider.Fault;
import portcullis.testkit.provider.Turn;

/** Vendors that speak OpenAI's dialect with an accent. */
@Timeout(60)
class VendorQuirkTest {
    @TempDir Path folder;
    private Wired wired;

    @BeforeEach
    void open() {
        wired = new Wired("openai", folder);
    }

    @AfterEach
    void close() {
        wired.close();
    }

    private Provider like(Brand brand, String path) {
        Vendor vendor =
                new Vendor(
                        new Label("v"),
                        URI.create(wired.vendor.base().toString().replace("/v1", path)),
                        Optional.of(SensitiveText.of("sk-test")),
                        Capacity.STANDARD,
                        new Manner(brand.quirks(), "2024-10-21"));
        return OpenAiProvider.open(
                vendor, new Surroundings(wired.vertx, Clock.systemUTC(), Passages.none()));
    }

    private static Ask ask() {
        return Calls.ask(Calls.streamed(Calls.chat("hello there")), "gpt-x", Calls.PATIENT);
    }

    /** Also keeps what a vendor tells of its quota. */
    private static final class Attentive extends Witness {
        private final List<Quota> quotas = new ArrayList<>();

        @Override
        public void quota(Quota quota) {
            quotas.add(quota);
        }
    }

    private Attentive heard(Provider provider) throws InterruptedException {
        Attentive heard = new Attentive();
        wired.call(provider, ask(), heard);
        heard.atEnd();
        return heard;
    }

    @Test
    void azureNamesTheDeploymentInThePathAndTheKeyInItsHeader() throws Exception {
        assertThat(heard(like(Brand.AZURE, "")).text()).isEqualTo("hello there");
        Exchange exchange = wired.vendor.ledger().last();
        assertThat(exchange.line())
                .isEqualTo(
                        "POST /openai/deployments/gpt-x/chat/completions?api-version=2024-10-21");
        assertThat(exchange.headers())
                .containsEntry("api-key", "sk-test")
                .doesNotContainKey("authorization");
    }

    @ParameterizedTest
    @CsvSource({
        "'', query",
        "',\"input_type\":\"passage\"', passage",
    })
    void nimIsToldWhatVectorsAreFor(String field, String purpose) throws Exception {
        String body = "{\"model\":\"default\",\"input\":\"dose\"" + field + "}";
        Ask ask = Calls.ask(Dialect.OPENAI_EMBEDDINGS, Map.of(), body);
        Attentive heard = new Attentive();
        wired.call(like(Brand.NIM, "/v1"), ask, heard);
        heard.atEnd();
        String sent = wired.vendor.ledger().last().text();
        assertThat(sent).containsOnlyOnce("\"input_type\":\"" + purpose + "\"");
        assertThat(
                        new com.fasterxml.jackson.databind.ObjectMapper()
                                .readTree(sent)
                                .path("input")
                                .asText())
                .isEqualTo("dose");
    }

    @ParameterizedTest
    @CsvSource({
        "2, 500000, 2m59.56s, 7.66s, 179560",
        "100, 1000, 2m59.56s, 7.66s, 7660",
        "1, 9, 120ms, 1h, 3600000",
        "0, 500000, soon, 1s, 10000",
    })
    @Tag("R-018")
    void groqIsSparedWhenItsQuotaIsNearlyUsedUp(
            String requests, String tokens, String resetRequests, String resetTokens, long millis)
            throws Exception {
        wired.vendor.script(
                Turn.echo()
                        .header("x-ratelimit-remaining-requests", requests)
                        .header("x-ratelimit-remaining-tokens", tokens)
                        .header("x-ratelimit-reset-requests", resetRequests)
                        .header("x-ratelimit-reset-tokens", resetTokens));
        Quota quota = heard(like(Brand.GROQ, "/v1")).quotas.getFirst();
        assertThat(quota.rest()).contains(Duration.ofMillis(millis));
        assertThat(quota.headers())
                .containsEntry("x-provider-ratelimit-remaining-requests", requests);
    }

    @Test
    @Tag("R-018")
    void aQuotaWithRoomIsToldAndSparesNobody() throws Exception {
        Turn roomy =
                Turn.echo()
                        .header("x-ratelimit-remaining-requests", "3")
                        .header("x-ratelimit-remaining-tokens", "1001")
                        .header("x-ratelimit-limit-requests", "not a <limit>");
        wired.vendor.script(roomy);
        Quota quota = heard(like(Brand.GROQ, "/v1")).quotas.getFirst();
        assertThat(quota)
                .isEqualTo(
                        new Quota(
                                Map.of(
                                        "x-provider-ratelimit-remaining-requests",
                                        "3",
                                        "x-provider-ratelimit-remaining-tokens",
                                        "1001"),
                                Optional.empty()));
        wired.vendor.script(Turn.echo().header("x-ratelimit-remaining-requests", "1"));
        assertThat(heard(like(Brand.OPENAI, "/v1")).quotas.getFirst().rest())
                .as("only where the vendor's numbers are meant that way")
                .isEmpty();
        assertThat(heard(like(Brand.GROQ, "/v1")).quotas).isEmpty();
    }

    @Test
    @Tag("R-020")
    void groqsOwnThrottlingIsThrottling() throws Exception {
        wired.vendor.script(Turn.error(498, "flex", "capacity_exceeded"));
        assertThat(heard(like(Brand.GROQ, "/v1")).trouble())
                .contains(new Throttled(Optional.empty()));
    }

    @Test
    @Tag("R-015")
    void openRoutersCommentsAreNoEvents() throws Exception {
        wired.vendor.script(Turn.says("all of it").with(Fault.CRLF_AND_COMMENTS));
        assertThat(heard(like(Brand.OPENROUTER, "/v1")).text()).isEqualTo("all of it");
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 503, 408})
    @Tag("R-015")
    void openRoutersOwnFailuresPass(int status) throws Exception {
        wired.vendor.script(Turn.body(status, "{\"error\":{\"code\":502,\"message\":\"x\"}}"));
        assertThat(heard(like(Brand.OPENROUTER, "/v1")).trouble())
                .contains(new Unavailable(Cause.SERVER_ERROR));
    }

    @Test
    void llamaCppIsAskedAgainWhileItLoads() throws Exception {
        String loading =
                "{\"error\":{\"code\":503,\"message\":\"Loading model\","
                        + "\"type\":\"unavailable_error\"}}";
        wired.vendor.script(Turn.body(503, loading));
        assertThat(heard(like(Brand.LLAMACPP, "/v1")).trouble())
                .contains(new Unavailable(Cause.SERVER_ERROR));
    }

    @Test
    void anErrorInAListIsAnError() throws Exception {
        String body =
                "[{\"error\":{\"code\":400,\"message\":\"API key not valid. Please pass one.\","
                        + "\"status\":\"INVALID_ARGUMENT\"}}]";
        wired.vendor.script(Turn.body(400, body));
        Trouble trouble = heard(like(Brand.GEMINI_OPENAI, "/v1")).trouble().orElseThrow();
        assertThat(trouble).isEqualTo(new Unavailable(Cause.AUTHENTICATION));
    }

    @Test
    void everyRowIsOfADialectThatIsSpoken() {
        for (String name : Brand.names()) {
            Brand brand = Brand.named(name).orElseThrow();
            assertThat(ProviderRegister.dialects()).contains(brand.dialect());
            brand.address().ifPresent(it -> assertThat(URI.create(it).isAbsolute()).isTrue());
        }
        assertThat(Brand.named("OPENROUTER")).isEmpty();
        assertThat(Brand.GROQ.quirks()).isEqualTo(Set.of(Quirk.QUOTA_IN_HEADERS));
    }
}
