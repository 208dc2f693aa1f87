package portcullis.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import portcullis.gateway.route.ErrorClass;
import portcullis.gateway.route.RouteEvent.BreakerOpened;
import portcullis.gateway.route.RouteEvent.GaveUp;
import portcullis.gateway.route.RouteEvent.Origin;
import portcullis.gateway.route.RouteEvent.TargetChosen;
import portcullis.gateway.route.Step.Reason;
import portcullis.kernel.Label;
import portcullis.testkit.provider.Fault;
import portcullis.testkit.provider.Turn;

/** The usual chain of vendors, on real sockets, with the faults of the specification. */
@Timeout(120)
@Tag("GTW-2")
class ChainTest {
    @TempDir Path folder;
    private Chain chain;

    @BeforeEach
    void build() {
        chain = new Chain(folder);
    }

    @AfterEach
    void leave() {
        chain.close();
    }

    private static String ask(String model, boolean streamed) {
        String body = Calls.chat("hello there").replace("default", model);
        return streamed ? Calls.streamed(body) : body;
    }

    private static String said(Caller caller) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String part : caller.text().split("\n")) {
            String json = part.startsWith("data: ") ? part.substring(6) : part;
            if (json.startsWith("{")) {
                JsonNode choice = new ObjectMapper().readTree(json).at("/choices/0");
                all.append(choice.at("/delta/content").asText(""));
                all.append(choice.at("/message/content").asText(""));
            }
        }
        return all.toString();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("R-004")
    @Tag("R-005")
    @Tag("R-008")
    @Tag("R-010")
    void theChainEndsWithTheModelOfOnesOwn(boolean streamed) throws Exception {
        chain.at(Brand.OPENROUTER).always(Turn.error(502, "server_error", "502"));
        chain.at(Brand.GROQ).always(Turn.error(401, "invalid_request_error", "invalid_api_key"));
        chain.at(Brand.OPENAI).always(Turn.throttled().header("retry-after", "30"));
        Caller caller = chain.call(ask("default", streamed));
        assertThat(caller.status()).isEqualTo(200);
        assertThat(said(caller)).isEqualTo("hello there");
        assertThat(caller.headers).containsEntry("x-portcullis-target", "ollama/llama3.2:3b");
        assertThat(chain.asked(Brand.GROQ)).isEqualTo(1);
        assertThat(chain.asked(Brand.OPENAI)).isEqualTo(1);
        assertThat(chain.told())
                .contains(
                        new BreakerOpened(
                                new Label("groq/llama3-70b-8192"),
                                ErrorClass.AUTHENTICATION,
                                Duration.ofMinutes(5),
                                Origin.HERE));
    }

    @Test
    @Tag("R-009")
    void aSilentTargetIsLeftAndNotAskedAgain() throws Exception {
        chain.at(Brand.GROQ).always(Turn.echo().with(Fault.SILENCE));
        Caller caller = chain.call(ask("pair", true));
        assertThat(caller.status()).isEqualTo(200);
        assertThat(said(caller)).isEqualTo("hello there");
        assertThat(chain.asked(Brand.GROQ)).isEqualTo(1);
    }

    @Test
    void aThrottledTargetIsWaitedForAsItAsks() throws Exception {
        chain.at(Brand.GROQ)
                .script(Turn.throttled().header("retry-after", "1"), Turn.says("after all"));
        long begun = System.nanoTime();
        Caller caller = chain.call(ask("pair", false));
        assertThat(caller.status()).isEqualTo(200);
        assertThat(said(caller)).isEqualTo("after all");
        assertThat(System.nanoTime() - begun).isGreaterThan(1_000_000_000L);
        assertThat(chain.asked(Brand.OPENAI)).isZero();
    }

    @Test
    @Tag("R-001")
    @Tag("R-020")
    void aTargetThatThrottlesForEverIsNotHammered() throws Exception {
        chain.at(Brand.GROQ).always(Turn.error(498, "flex", "capacity_exceeded"));
        for (int i = 0; i < 20; i++) {
            assertThat(chain.call(ask("pair", i % 2 == 0)).status()).isEqualTo(200);
        }
        assertThat(chain.asked(Brand.GROQ)).isLessThanOrEqualTo(6);
        assertThat(chain.asked(Brand.OPENAI)).isEqualTo(20);
    }

    @ParameterizedTest
    @EnumSource(names = {"RESET_BEFORE_HEAD", "CLOSE_BEFORE_HEAD", "HTML_PAGE", "GZIP"})
    void brokenAnswersAreMadeGood(Fault fault) throws Exception {
        chain.at(Brand.GROQ).always(Turn.echo().with(fault));
        for (boolean streamed : new boolean[] {true, false}) {
            Caller caller = chain.call(ask("pair", streamed));
            assertThat(caller.status()).isEqualTo(200);
            assertThat(said(caller)).isEqualTo("hello there");
        }
    }

    @Test
    @Tag("R-002")
    @Tag("R-011")
    void aTargetThatIsDownIsLeftAlone() throws Exception {
        chain.at(Brand.GROQ).always(Turn.serverError(503));
        for (int i = 0; i < 15; i++) {
            assertThat(chain.call(ask("pair", false)).status()).isEqualTo(200);
        }
        assertThat(chain.asked(Brand.GROQ)).isLessThanOrEqualTo(6);
        assertThat(chain.told())
                .anyMatch(event -> event instanceof BreakerOpened)
                .anyMatch(
                        event ->
                                event instanceof TargetChosen chosen
                                        && chosen.reason() == Reason.PASSED_OVER);
    }

    @Test
    void aFlappingTargetCostsNobodyTheAnswer() throws Exception {
        Turn[] flaps = new Turn[60];
        for (int i = 0; i < flaps.length; i++) {
            flaps[i] = i % 4 == 0 ? Turn.echo() : Turn.serverError(500);
        }
        chain.at(Brand.GROQ).script(flaps);
        for (int i = 0; i < 30; i++) {
            assertThat(chain.call(ask("pair", i % 2 == 0)).status()).isEqualTo(200);
        }
        assertThat(chain.asked(Brand.GROQ)).isLessThan(30);
    }

    @Test
    void aLongConversationGoesOnToALargerWindowOnly() throws Exception {
        chain.at(Brand.GROQ).always(Turn.contextTooLong());
        Caller larger = chain.call(ask("pair", true));
        assertThat(larger.status()).isEqualTo(200);
        assertThat(chain.asked(Brand.GROQ)).isEqualTo(1);
        chain.at(Brand.OPENAI).always(Turn.contextTooLong());
        long before = chain.asked(Brand.OPENAI);
        Caller alike = chain.call(ask("alike", false));
        assertThat(alike.status()).isEqualTo(400);
        assertThat(alike.text()).contains("context_length_exceeded");
        assertThat(chain.asked(Brand.OPENAI)).isEqualTo(before + 1);
    }

    @Test
    void aContentFilterIsNotRoutedAround() throws Exception {
        chain.at(Brand.GROQ).always(Turn.contentFilter());
        Caller caller = chain.call(ask("pair", true));
        assertThat(caller.status()).isEqualTo(400);
        assertThat(caller.text()).contains("content_filter");
        assertThat(chain.asked(Brand.OPENAI)).isZero();
    }

    @Test
    @Tag("R-012")
    void aMalformedRequestReachesNobody() throws Exception {
        Caller caller = chain.call(ask("default", false).replaceFirst("\\[.*]", "7"));
        assertThat(caller.status()).isEqualTo(400);
        assertThat(caller.text()).contains("\"param\":\"messages\"");
        for (Brand brand : Chain.BRANDS) {
            assertThat(chain.asked(brand)).isZero();
        }
    }

    @Test
    void accountingNamesTheFallback() throws Exception {
        chain.at(Brand.GROQ).always(Turn.serverError(500));
        assertThat(chain.call(ask("pair", true)).status()).isEqualTo(200);
        chain.lastStepDone();
        JsonNode receipt = chain.receipts().getFirst();
        assertThat(receipt.path("target").asText()).isEqualTo("openai/gpt-4o-mini");
        assertThat(receipt.path("inputTokens").asLong()).isPositive();
        assertThat(receipt.path("outputTokens").asLong()).isPositive();
    }

    @Test
    @Tag("R-018")
    void aQuotaThatIsNearlyUsedUpSendsTheNextCallElsewhere() throws Exception {
        chain.at(Brand.GROQ)
                .script(
                        Turn.echo()
                                .header("x-ratelimit-remaining-requests", "2")
                                .header("x-ratelimit-reset-requests", "40s"));
        Caller told = chain.call(ask("pair", true));
        assertThat(told.status()).isEqualTo(200);
        assertThat(told.headers)
                .containsEntry("x-portcullis-target", "groq/llama3-70b-8192")
                .containsEntry("x-provider-ratelimit-remaining-requests", "2");
        Caller next = chain.call(ask("pair", true));
        assertThat(next.status()).isEqualTo(200);
        assertThat(next.headers)
                .containsEntry("x-portcullis-target", "openai/gpt-4o-mini")
                .doesNotContainKey("x-provider-ratelimit-remaining-requests");
    }

    @Test
    @Tag("R-003")
    void aTargetThatIsNamedIsAskedFirst() throws Exception {
        Caller caller = chain.call(ask("openai/gpt-4o-mini", true));
        assertThat(caller.status()).isEqualTo(200);
        assertThat(caller.headers).containsEntry("x-portcullis-target", "openai/gpt-4o-mini");
        assertThat(chain.at(Brand.OPENAI).ledger().last().text()).contains("\"gpt-4o-mini\"");
        assertThat(chain.asked(Brand.OPENROUTER)).isZero();
    }

    @Test
    @Tag("R-013")
    void theLastCauseIsTheOneThatIsTold() throws Exception {
        chain.at(Brand.GROQ).always(Turn.serverError(500));
        chain.at(Brand.OPENAI).always(Turn.echo().with(Fault.SILENCE));
        Caller caller = chain.call(ask("pair", true));
        assertThat(caller.status()).isEqualTo(504);
        assertThat(caller.text()).contains("provider_timeout");
        assertThat(chain.told())
                .anyMatch(
                        event ->
                                event instanceof GaveUp gaveUp
                                        && gaveUp.cause()
                                                .equals(Optional.of(new Label("FIRST_TOKEN"))));
    }
}
