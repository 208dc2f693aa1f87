package portcullis.providers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import portcullis.gateway.CacheRule;
import portcullis.gateway.Dialect;
import portcullis.gateway.Model;
import portcullis.gateway.ModelCall;
import portcullis.gateway.Raw;
import portcullis.gateway.Setup;
import portcullis.gateway.StreamFailure;
import portcullis.gateway.Target;
import portcullis.gateway.route.Provider;
import portcullis.gateway.route.Timeouts;
import portcullis.governance.audit.Auditor;
import portcullis.kernel.Deadline;
import portcullis.kernel.EventLog;
import portcullis.kernel.Label;
import portcullis.kernel.RequestId;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;
import portcullis.privacy.Inspection;
import portcullis.privacy.Policy;
import portcullis.providers.offline.Passages;
import portcullis.testkit.InMemoryAuditLedger;
import portcullis.testkit.LeakCanary;
import portcullis.testkit.Visitors;
import portcullis.testkit.provider.Exchange;
import portcullis.testkit.provider.Fault;
import portcullis.testkit.provider.SimulatedProvider;
import portcullis.testkit.provider.Turn;

/** The whole journey of a model call with real rooms, on real sockets to scripted vendors. */
@Timeout(60)
class JourneyTest {
    private static final String PHONE = "555-867-5309";
    private static final Timeouts BRISK =
            new Timeouts(
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(20));

    @TempDir Path folder;
    private final SimulatedProvider first = SimulatedProvider.start();
    private final SimulatedProvider second = SimulatedProvider.start();
    private final SimulatedProvider third = SimulatedProvider.start();
    private final Vertx vertx = Vertx.vertx();
    private final InMemoryAuditLedger ledger = new InMemoryAuditLedger();
    private final Visitors visitors = Visitors.arrive();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private Context context = vertx.getOrCreateContext();
    private Auditor auditor;
    private ModelCall calls;

    @BeforeEach
    void build() {
        auditor = Visitors.auditor(ledger, folder);
        Surroundings around = new Surroundings(vertx, Clock.systemUTC(), Passages.none());
        ProviderRegister register = new ProviderRegister(around);
        Label one = new Label("one");
        Label two = new Label("two");
        Label three = new Label("three");
        Map<Label, Provider> providers =
                Map.of(
                        one, open(register, one, "openai", first),
                        two, open(register, two, "openai", second),
                        three, open(register, three, "anthropic", third));
        Target asClaude = new Target(three, "claude-three");
        Model model = model("default", new Target(one, "gpt-one"), new Target(two, "gpt-two"));
        Model mixed = model("mixed", new Target(one, "gpt-one"), asClaude);
        Setup setup =
                new Setup(
                        List.of(model, mixed, model("claude", asClaude)),
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
                                EventLog.silent(),
                                Clock.systemUTC(),
                                timer));
        calls.rehearse();
    }

    private static Model model(String name, Target... targets) {
        return new Model(
                new Label(name), List.of(targets), BRISK, StreamFailure.TERMINATE, CacheRule.OFF);
    }

    private static Provider open(
            ProviderRegister register, Label name, String dialect, SimulatedProvider vendor) {
        Optional<SensitiveText> key = Optional.of(SensitiveText.of("sk-" + name));
        return register.open(dialect, Vendor.of(name, vendor.base(), key)).orElseThrow();
    }

    @AfterEach
    void leave() {
        auditor.close(Deadline.in(Duration.ofSeconds(10)));
        vertx.close().await();
        timer.shutdownNow();
        first.close();
        second.close();
        third.close();
    }

    @Test
    void protectedTextStaysInTheHouseAndComesBackInTheAnswer() throws Exception {
        first.always(Turn.echo().splitEvery(3));
        for (String body : List.of(Calls.chat(said()), Calls.streamed(Calls.chat(said())))) {
            Caller caller = call(body);
            assertThat(caller.status()).isEqualTo(200);
            assertThat(contents(caller.text())).contains(PHONE);
        }
        LeakCanary canary = LeakCanary.planting(PHONE);
        for (Exchange exchange : first.ledger().exchanges()) {
            assertThat(canary.inBytes("vendor", exchange.body())).isEmpty();
        }
        assertThat(first.ledger().requests()).isEqualTo(2);
        assertThat(canary.inText("audit", ledger.dump())).isEmpty();
    }

    @Test
    @Tag("GTW-2")
    void failingTargetIsReplacedAndBothAttemptsAreOnRecord() throws Exception {
        first.always(Turn.serverError(503));
        second.always(Turn.says("from the second"));
        Caller caller = call(Calls.streamed(Calls.chat("hello")));
        assertThat(caller.status()).isEqualTo(200);
        assertThat(contents(caller.text())).isEqualTo("from the second");
        assertThat(caller.text()).endsWith("data: [DONE]\n\n");
        assertThat(second.ledger().last().text()).contains("\"model\":\"gpt-two\"");
        lastStepDone();
        auditor.close(Deadline.in(Duration.ofSeconds(10)));
        long intents = ledger.bodies(TenantId.DEFAULT, "intent").size();
        assertThat(intents).isEqualTo(first.ledger().requests() + second.ledger().requests());
        assertThat(ledger.bodies(TenantId.DEFAULT, "receipt")).hasSize(1);
    }

    @Test
    @Tag("GTW-2")
    void failingTargetIsReplacedByOneOfAnotherDialect() throws Exception {
        first.always(Turn.serverError(503));
        third.always(Turn.echo().splitEvery(3));
        String mixed = Calls.chat(said()).replace("default", "mixed");
        for (String body : List.of(mixed, Calls.streamed(mixed))) {
            Caller caller = call(body);
            assertThat(caller.status()).isEqualTo(200);
            assertThat(contents(caller.text())).isEqualTo(said());
            assertThat(caller.text()).contains("\"object\":\"chat.completion");
        }
        assertThat(third.ledger().last().line()).isEqualTo("POST /v1/messages");
        assertThat(third.ledger().last().text()).contains("\"model\":\"claude-three\"");
        LeakCanary canary = LeakCanary.planting(PHONE);
        for (Exchange exchange : third.ledger().exchanges()) {
            assertThat(canary.inBytes("vendor", exchange.body())).isEmpty();
        }
    }

    @Test
    @Tag("GTW-2")
    void overloadBeforeTheFirstTokenLeavesRoomForAnotherAttempt() throws Exception {
        third.script(Turn.words(5).with(Fault.ERROR_EVENT, 3), Turn.says("at last"));
        String claude = Calls.streamed(Calls.chat("hello").replace("default", "claude"));
        Caller again = call(claude);
        assertThat(again.status()).isEqualTo(200);
        assertThat(contents(again.text())).isEqualTo("at last");
        assertThat(third.ledger().requests()).isEqualTo(2);
        assertThat(again.text()).endsWith("data: [DONE]\n\n");
    }

    @Test
    void protectedTextInToolArgumentsComesBackFromAnotherDialect() throws Exception {
        String chat = Calls.chat(said()).replace("default", "claude");
        for (String body : List.of(chat, Calls.streamed(chat))) {
            third.script(Turn.echo());
            assertThat(call(body).status()).isEqualTo(200);
            String masked =
                    new ObjectMapper()
                            .readTree(third.ledger().last().body())
                            .at("/messages/0/content/0/text")
                            .asText();
            third.script(
                    Turn.callsTool("toolu_1", "note", "{\"text\":\"" + masked + "\"}")
                            .splitEvery(2));
            Caller caller = call(body);
            assertThat(caller.status()).isEqualTo(200);
            assertThat(arguments(caller.text())).isEqualTo("{\"text\":\"" + said() + "\"}");
        }
    }

    @Test
    @Tag("GTW-2")
    void silentTargetIsLeftAtTheFirstTokenLimit() throws Exception {
        first.always(Turn.echo().with(Fault.SILENCE));
        second.always(Turn.says("from the second"));
        Caller caller = call(Calls.streamed(Calls.chat("hello")));
        assertThat(caller.status()).isEqualTo(200);
        assertThat(contents(caller.text())).isEqualTo("from the second");
        assertThat(first.ledger().requests()).isEqualTo(1);
        Exchange left = first.ledger().last();
        assertThat(left.awaitEnd(Duration.ofSeconds(5))).contains(Exchange.End.ABORTED);
    }

    @Test
    @Tag("GTW-2")
    void cutAnswerIsNeverAShortSuccess() throws Exception {
        for (Fault fault : List.of(Fault.CUT, Fault.RESET, Fault.CUT_IN_CHARACTER, Fault.STALL)) {
            first.script(Turn.words(30).with(fault));
            Caller caller = call(Calls.streamed(Calls.chat("hello " + fault)));
            caller.status();
            assertThat(caller.text()).contains("\"error\"").doesNotContain("[DONE]");
        }
    }

    @Test
    @Tag("GTW-7")
    void abortingCallerFreesTheVendor() throws Exception {
        first.script(Turn.words(50).with(Fault.STALL));
        Caller caller = call(Calls.streamed(Calls.chat("hello")));
        assertThat(caller.began.get(10, TimeUnit.SECONDS)).isTrue();
        caller.abort.run();
        Exchange exchange = first.ledger().last();
        assertThat(exchange.awaitEnd(Duration.ofMillis(900))).contains(Exchange.End.ABORTED);
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
        context = vertx.getOrCreateContext();
        var here = context;
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
        context.runOnContext(_ -> next.complete(true));
        assertThat(next.get(10, TimeUnit.SECONDS)).isTrue();
    }

    private static String said() {
        return "Call the patient back, phone number: " + PHONE + ", before noon.";
    }

    /** All fragments of an answer's tool arguments, joined and freed from their escapes. */
    private static String arguments(String answer) {
        return all("arguments", answer).replace("\\\"", "\"");
    }

    /** All content strings of an answer, joined. */
    private static String contents(String answer) {
        return all("content", answer);
    }

    private static String all(String field, String answer) {
        StringBuilder all = new StringBuilder();
        var found = Pattern.compile("\"" + field + "\":\"((?:[^\"\\\\]|\\\\.)*)\"").matcher(answer);
        while (found.find()) {
            all.append(found.group(1));
        }
        return all.toString();
    }
}
