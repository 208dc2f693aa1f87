package portcullis.providers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import portcullis.gateway.CacheRule;
import portcullis.gateway.Dialect;
import portcullis.gateway.Model;
import portcullis.gateway.ModelCall;
import portcullis.gateway.Price;
import portcullis.gateway.Raw;
import portcullis.gateway.Setup;
import portcullis.gateway.StreamFailure;
import portcullis.gateway.Target;
import portcullis.gateway.Target.Traits;
import portcullis.gateway.route.ErrorClass;
import portcullis.gateway.route.Provider;
import portcullis.gateway.route.RouteEvent.BreakerOpened;
import portcullis.gateway.route.RouteEvent.GaveUp;
import portcullis.gateway.route.RouteEvent.Origin;
import portcullis.gateway.route.RouteEvent.TargetChosen;
import portcullis.gateway.route.Step.Reason;
import portcullis.gateway.route.Timeouts;
import portcullis.governance.audit.Auditor;
import portcullis.kernel.Deadline;
import portcullis.kernel.Event;
import portcullis.kernel.Label;
import portcullis.kernel.RequestId;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;
import portcullis.privacy.Inspection;
import portcullis.privacy.Policy;
import portcullis.providers.Vendor.Capacity;
import portcullis.providers.Vendor.Manner;
import portcullis.providers.offline.Passages;
import portcullis.testkit.InMemoryAuditLedger;
import portcullis.testkit.Visitors;
import portcullis.testkit.provider.Fault;
import portcullis.testkit.provider.SimulatedProvider;
import portcullis.testkit.provider.Turn;

/** The usual chain of vendors, on real sockets, with the faults of the specification. */
@Timeout(120)
@Tag("GTW-2")
class ChainTest {
    private static final Timeouts BRISK =
            new Timeouts(
                    Duration.ofSeconds(2),
                    Duration.ofMillis(500),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(20));

    @TempDir Path folder;
    private final Map<Brand, SimulatedProvider> vendors = new HashMap<>();
    private final Vertx vertx = Vertx.vertx();
    private final InMemoryAuditLedger ledger = new InMemoryAuditLedger();
    private final List<Event> told = new CopyOnWriteArrayList<>();
    private final Visitors visitors = Visitors.arrive();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private Context last = vertx.getOrCreateContext();
    private Auditor auditor;
    private ModelCall calls;

    @BeforeEach
    void build() {
        auditor = Visitors.auditor(ledger, folder);
        ProviderRegister register =
                new ProviderRegister(new Surroundings(vertx, Clock.systemUTC(), Passages.none()));
        Map<Label, Provider> providers = new HashMap<>();
        for (Brand brand : List.of(Brand.OPENROUTER, Brand.GROQ, Brand.OPENAI, Brand.OLLAMA)) {
            SimulatedProvider vendor = SimulatedProvider.start();
            vendors.put(brand, vendor);
            Vendor configured =
                    new Vendor(
                            name(brand),
                            vendor.base(),
                            Optional.of(SensitiveText.of("sk")),
                            Capacity.STANDARD,
                            new Manner(brand.quirks(), ""));
            Provider open = register.open(brand.dialect(), configured).orElseThrow();
            providers.put(name(brand), open);
        }
        Setup setup =
                new Setup(
                        models(),
                        Policy.PSEUDONYMISE,
                        new Label("rules"),
                        new byte[32],
                        Setup.STANDARD_CACHE_BYTES);
        calls =
                new ModelCall(
                        setup,
                        providers,
                        new portcullis.gateway.Surroundings(
                                Inspection.firstWidth(),
                                auditor,
                                told::add,
                                Clock.systemUTC(),
                                timer));
        calls.rehearse();
    }

    private static List<Model> models() {
        Target router = target(Brand.OPENROUTER, "google/gemini-2.0-flash-001");
        Target groq = target(Brand.GROQ, "llama3-70b-8192");
        Target openai = target(Brand.OPENAI, "gpt-4o-mini");
        Target near = target(Brand.OLLAMA, "llama3.2:3b");
        return List.of(
                model("default", router, groq, openai, near),
                model("pair", groq, openai),
                model("alike", target(Brand.OPENAI, "gpt-4o"), openai));
    }

    private static Label name(Brand brand) {
        return new Label(brand.name().toLowerCase(Locale.ROOT));
    }

    private static Target target(Brand brand, String model) {
        return new Target(name(brand), model, Price.FREE, new Traits(1, ModelTable.window(model)));
    }

    private static Model model(String name, Target... targets) {
        return new Model(
                new Label(name), List.of(targets), BRISK, StreamFailure.CONTINUE, CacheRule.OFF);
    }

    @AfterEach
    void leave() {
        auditor.close(Deadline.in(Duration.ofSeconds(10)));
        vertx.close().await();
        timer.shutdownNow();
        vendors.values().forEach(SimulatedProvider::close);
    }

    private SimulatedProvider at(Brand brand) {
        return Optional.ofNullable(vendors.get(brand)).orElseThrow();
    }

    private long asked(Brand brand) {
        return at(brand).ledger().requests();
    }

    private Caller call(String body) {
        Caller caller = new Caller();
        Raw raw =
                new Raw(
                        RequestId.random(),
                        Dialect.OPENAI_CHAT,
                        body.getBytes(UTF_8),
                        Map.of(),
                        Optional.empty());
        Context here = vertx.getOrCreateContext();
        last = here;
        var admitted = visitors.admitted(TenantId.DEFAULT);
        here.runOnContext(
                _ ->
                        calls.answer(
                                raw, admitted, step -> here.runOnContext(_ -> step.run()), caller));
        return caller;
    }

    /** The receipt is written in the step that ends the answer, just after the caller hears it. */
    private void lastStepDone() throws Exception {
        CompletableFuture<Boolean> next = new CompletableFuture<>();
        last.runOnContext(_ -> next.complete(true));
        assertThat(next.get(10, TimeUnit.SECONDS)).isTrue();
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
        at(Brand.OPENROUTER).always(Turn.error(502, "server_error", "502"));
        at(Brand.GROQ).always(Turn.error(401, "invalid_request_error", "invalid_api_key"));
        at(Brand.OPENAI).always(Turn.throttled().header("retry-after", "30"));
        Caller caller = call(ask("default", streamed));
        assertThat(caller.status()).isEqualTo(200);
        assertThat(said(caller)).isEqualTo("hello there");
        assertThat(caller.headers).containsEntry("x-portcullis-target", "ollama/llama3.2:3b");
        assertThat(asked(Brand.GROQ)).isEqualTo(1);
        assertThat(asked(Brand.OPENAI)).isEqualTo(1);
        assertThat(told)
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
        at(Brand.GROQ).always(Turn.echo().with(Fault.SILENCE));
        Caller caller = call(ask("pair", true));
        assertThat(caller.status()).isEqualTo(200);
        assertThat(said(caller)).isEqualTo("hello there");
        assertThat(asked(Brand.GROQ)).isEqualTo(1);
    }

    @Test
    void aThrottledTargetIsWaitedForAsItAsks() throws Exception {
        at(Brand.GROQ).script(Turn.throttled().header("retry-after", "1"), Turn.says("after all"));
        long begun = System.nanoTime();
        Caller caller = call(ask("pair", false));
        assertThat(caller.status()).isEqualTo(200);
        assertThat(said(caller)).isEqualTo("after all");
        assertThat(System.nanoTime() - begun).isGreaterThan(1_000_000_000L);
        assertThat(asked(Brand.OPENAI)).isZero();
    }

    @Test
    @Tag("R-001")
    @Tag("R-020")
    void aTargetThatThrottlesForEverIsNotHammered() throws Exception {
        at(Brand.GROQ).always(Turn.error(498, "flex", "capacity_exceeded"));
        for (int i = 0; i < 20; i++) {
            assertThat(call(ask("pair", i % 2 == 0)).status()).isEqualTo(200);
        }
        assertThat(asked(Brand.GROQ)).isLessThanOrEqualTo(6);
        assertThat(asked(Brand.OPENAI)).isEqualTo(20);
    }

    @ParameterizedTest
    @EnumSource(names = {"RESET_BEFORE_HEAD", "CLOSE_BEFORE_HEAD", "HTML_PAGE", "GZIP"})
    void brokenAnswersAreMadeGood(Fault fault) throws Exception {
        at(Brand.GROQ).always(Turn.echo().with(fault));
        for (boolean streamed : new boolean[] {true, false}) {
            Caller caller = call(ask("pair", streamed));
            assertThat(caller.status()).isEqualTo(200);
            assertThat(said(caller)).isEqualTo("hello there");
        }
    }

    @Test
    @Tag("R-002")
    @Tag("R-011")
    void aTargetThatIsDownIsLeftAlone() throws Exception {
        at(Brand.GROQ).always(Turn.serverError(503));
        for (int i = 0; i < 15; i++) {
            assertThat(call(ask("pair", false)).status()).isEqualTo(200);
        }
        assertThat(asked(Brand.GROQ)).isLessThanOrEqualTo(6);
        assertThat(told)
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
        at(Brand.GROQ).script(flaps);
        for (int i = 0; i < 30; i++) {
            assertThat(call(ask("pair", i % 2 == 0)).status()).isEqualTo(200);
        }
        assertThat(asked(Brand.GROQ)).isLessThan(30);
    }

    @Test
    void aLongConversationGoesOnToALargerWindowOnly() throws Exception {
        at(Brand.GROQ).always(Turn.contextTooLong());
        Caller larger = call(ask("pair", true));
        assertThat(larger.status()).isEqualTo(200);
        assertThat(asked(Brand.GROQ)).isEqualTo(1);
        at(Brand.OPENAI).always(Turn.contextTooLong());
        long before = asked(Brand.OPENAI);
        Caller alike = call(ask("alike", false));
        assertThat(alike.status()).isEqualTo(400);
        assertThat(alike.text()).contains("context_length_exceeded");
        assertThat(asked(Brand.OPENAI)).isEqualTo(before + 1);
    }

    @Test
    void aContentFilterIsNotRoutedAround() throws Exception {
        at(Brand.GROQ).always(Turn.contentFilter());
        Caller caller = call(ask("pair", true));
        assertThat(caller.status()).isEqualTo(400);
        assertThat(caller.text()).contains("content_filter");
        assertThat(asked(Brand.OPENAI)).isZero();
    }

    @Test
    @Tag("R-012")
    void aMalformedRequestReachesNobody() throws Exception {
        Caller caller = call(ask("default", false).replaceFirst("\\[.*]", "7"));
        assertThat(caller.status()).isEqualTo(400);
        assertThat(caller.text()).contains("\"param\":\"messages\"");
        vendors.values().forEach(vendor -> assertThat(vendor.ledger().requests()).isZero());
    }

    @Test
    void accountingNamesTheFallback() throws Exception {
        at(Brand.GROQ).always(Turn.serverError(500));
        assertThat(call(ask("pair", true)).status()).isEqualTo(200);
        lastStepDone();
        auditor.close(Deadline.in(Duration.ofSeconds(10)));
        JsonNode receipt = ledger.bodies(TenantId.DEFAULT, "receipt").getFirst();
        assertThat(receipt.path("target").asText()).isEqualTo("openai/gpt-4o-mini");
        assertThat(receipt.path("inputTokens").asLong()).isPositive();
        assertThat(receipt.path("outputTokens").asLong()).isPositive();
    }

    @Test
    @Tag("R-018")
    void aQuotaThatIsNearlyUsedUpSendsTheNextCallElsewhere() throws Exception {
        at(Brand.GROQ)
                .script(
                        Turn.echo()
                                .header("x-ratelimit-remaining-requests", "2")
                                .header("x-ratelimit-reset-requests", "40s"));
        Caller told = call(ask("pair", true));
        assertThat(told.status()).isEqualTo(200);
        assertThat(told.headers)
                .containsEntry("x-portcullis-target", "groq/llama3-70b-8192")
                .containsEntry("x-provider-ratelimit-remaining-requests", "2");
        Caller next = call(ask("pair", true));
        assertThat(next.status()).isEqualTo(200);
        assertThat(next.headers)
                .containsEntry("x-portcullis-target", "openai/gpt-4o-mini")
                .doesNotContainKey("x-provider-ratelimit-remaining-requests");
    }

    @Test
    @Tag("R-003")
    void aTargetThatIsNamedIsAskedFirst() throws Exception {
        Caller caller = call(ask("openai/gpt-4o-mini", true));
        assertThat(caller.status()).isEqualTo(200);
        assertThat(caller.headers).containsEntry("x-portcullis-target", "openai/gpt-4o-mini");
        assertThat(at(Brand.OPENAI).ledger().last().text()).contains("\"gpt-4o-mini\"");
        assertThat(asked(Brand.OPENROUTER)).isZero();
    }

    @Test
    @Tag("R-013")
    void theLastCauseIsTheOneThatIsTold() throws Exception {
        at(Brand.GROQ).always(Turn.serverError(500));
        at(Brand.OPENAI).always(Turn.echo().with(Fault.SILENCE));
        Caller caller = call(ask("pair", true));
        assertThat(caller.status()).isEqualTo(504);
        assertThat(caller.text()).contains("provider_timeout");
        assertThat(told)
                .anyMatch(
                        event ->
                                event instanceof GaveUp gaveUp
                                        && gaveUp.cause()
                                                .equals(Optional.of(new Label("FIRST_TOKEN"))));
    }
}
