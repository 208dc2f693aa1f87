package portcullis.providers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Vertx vertx = Vertx.vertx();
    private final InMemoryAuditLedger ledger = new InMemoryAuditLedger();
    private final Visitors visitors = Visitors.arrive();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private Auditor auditor;
    private ModelCall calls;

    @BeforeEach
    void build() {
        auditor = Visitors.auditor(ledger, folder);
        Surroundings around = new Surroundings(vertx, Clock.systemUTC(), Passages.none());
        ProviderRegister register = new ProviderRegister(around);
        Label one = new Label("one");
        Label two = new Label("two");
        Map<Label, Provider> providers =
                Map.of(one, open(register, one, first), two, open(register, two, second));
        Model model =
                new Model(
                        new Label("default"),
                        List.of(new Target(one, "gpt-one"), new Target(two, "gpt-two")),
                        BRISK,
                        StreamFailure.TERMINATE,
                        CacheRule.OFF);
        Setup setup =
                new Setup(
                        List.of(model),
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

    private static Provider open(ProviderRegister register, Label name, SimulatedProvider vendor) {
        Optional<SensitiveText> key = Optional.of(SensitiveText.of("sk-" + name));
        return register.open("openai", Vendor.of(name, vendor.base(), key)).orElseThrow();
    }

    @AfterEach
    void leave() {
        auditor.close(Deadline.in(Duration.ofSeconds(10)));
        vertx.close().await();
        timer.shutdownNow();
        first.close();
        second.close();
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
        auditor.close(Deadline.in(Duration.ofSeconds(10)));
        long intents = ledger.bodies(TenantId.DEFAULT, "intent").size();
        assertThat(intents).isEqualTo(first.ledger().requests() + second.ledger().requests());
        assertThat(ledger.bodies(TenantId.DEFAULT, "receipt")).hasSize(1);
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
        var context = vertx.getOrCreateContext();
        var admitted = visitors.admitted(TenantId.DEFAULT);
        context.runOnContext(
                _ ->
                        calls.answer(
                                raw,
                                admitted,
                                step -> context.runOnContext(_ -> step.run()),
                                caller));
        return caller;
    }

    private static String said() {
        return "Call the patient back, phone number: " + PHONE + ", before noon.";
    }

    /** All content strings of an answer, joined. */
    private static String contents(String answer) {
        StringBuilder all = new StringBuilder();
        var found = Pattern.compile("\"content\":\"((?:[^\"\\\\]|\\\\.)*)\"").matcher(answer);
        while (found.find()) {
            all.append(found.group(1));
        }
        return all.toString();
    }
}
