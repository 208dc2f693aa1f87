package portcullis.providers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
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
import portcullis.gateway.route.Provider;
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
import portcullis.testkit.provider.SimulatedProvider;

/** The usual chain of four simulated vendors behind one gateway, each on a socket of its own. */
class Chain implements AutoCloseable {
    static final List<Brand> BRANDS =
            List.of(Brand.OPENROUTER, Brand.GROQ, Brand.OPENAI, Brand.OLLAMA);

    private static final Timeouts BRISK =
            new Timeouts(
                    Duration.ofSeconds(2),
                    Duration.ofMillis(500),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(20));

    private final Map<Brand, SimulatedProvider> vendors = new HashMap<>();
    private final Vertx vertx = Vertx.vertx();
    private final InMemoryAuditLedger ledger = new InMemoryAuditLedger();
    private final List<Event> told = new CopyOnWriteArrayList<>();
    private final Visitors visitors = Visitors.arrive();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private Context last = vertx.getOrCreateContext();
    private final Auditor auditor;
    private final ModelCall calls;

    /**
     * @param folder for what the audit keeps
     */
    Chain(Path folder) {
        auditor = Visitors.auditor(ledger, folder);
        ProviderRegister register =
                new ProviderRegister(new Surroundings(vertx, Clock.systemUTC(), Passages.none()));
        Map<Label, Provider> providers = new HashMap<>();
        for (Brand brand : BRANDS) {
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

    @Override
    public void close() {
        auditor.close(Deadline.in(Duration.ofSeconds(10)));
        vertx.close().await();
        timer.shutdownNow();
        vendors.values().forEach(SimulatedProvider::close);
    }

    List<Event> told() {
        return told;
    }

    /** What the one tenant's finished calls left in the audit; no call is made after that. */
    List<JsonNode> receipts() {
        auditor.close(Deadline.in(Duration.ofSeconds(10)));
        return ledger.bodies(TenantId.DEFAULT, "receipt");
    }

    SimulatedProvider at(Brand brand) {
        return Optional.ofNullable(vendors.get(brand)).orElseThrow();
    }

    long asked(Brand brand) {
        return at(brand).ledger().requests();
    }

    Caller call(String body) {
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
    void lastStepDone() throws Exception {
        CompletableFuture<Boolean> next = new CompletableFuture<>();
        last.runOnContext(_ -> next.complete(true));
        assertThat(next.get(10, TimeUnit.SECONDS)).isTrue();
    }
}
