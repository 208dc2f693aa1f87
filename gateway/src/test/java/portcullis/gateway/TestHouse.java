package portcullis.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import portcullis.gateway.keep.Keeper;
import portcullis.gateway.remember.Memory;
import portcullis.gateway.route.Cooldowns;
import portcullis.gateway.route.Provider;
import portcullis.governance.Permission;
import portcullis.governance.audit.Auditor;
import portcullis.governance.budget.Budgets;
import portcullis.governance.limit.Admitted;
import portcullis.governance.limit.Demand;
import portcullis.governance.limit.Limits;
import portcullis.governance.limit.Rate;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Deadline;
import portcullis.kernel.EventLog;
import portcullis.kernel.Label;
import portcullis.kernel.RequestId;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;
import portcullis.privacy.Inspection;
import portcullis.privacy.Policy;
import portcullis.testkit.InMemoryAuditLedger;
import portcullis.testkit.Visitors;

/** A gateway with real rooms around providers in memory. Its hours are short when hurried. */
final class TestHouse implements AutoCloseable {
    static final TenantId TENANT = new TenantId("clinic");
    static final Label MODEL = new Label("default");

    final InMemoryAuditLedger ledger = new InMemoryAuditLedger();
    final Visitors visitors =
            new Visitors(
                    new Limits(Rate.perMinute(1_000_000), Rate.perMinute(100_000_000)),
                    Clock.systemUTC());
    final ExecutorService context = Executors.newSingleThreadExecutor();
    final InMemoryResponses responses = new InMemoryResponses();
    final Auditor auditor;
    final ModelCall calls;
    private final HurriedTimer timer;
    volatile long begun;
    private final AtomicInteger asked = new AtomicInteger();
    final Map<TenantId, Permitted> callers = new ConcurrentHashMap<>();

    /** A timer in whose hours a second lasts as many milliseconds as it says. */
    private static final class HurriedTimer extends ScheduledThreadPoolExecutor {
        private final int haste;

        private HurriedTimer(int haste) {
            super(1);
            this.haste = haste;
            setRemoveOnCancelPolicy(true);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            return super.schedule(task, unit.toNanos(delay) / haste, TimeUnit.NANOSECONDS);
        }

        @Override
        public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
            return super.schedule(task, unit.toNanos(delay) / haste, TimeUnit.NANOSECONDS);
        }
    }

    TestHouse(
            Inspection inspection, List<Model> models, Map<Label, Provider> providers, int haste) {
        this(inspection, models, providers, haste, Streaming.STANDARD, Batching.OFF);
    }

    private TestHouse(
            Inspection inspection,
            List<Model> models,
            Map<Label, Provider> providers,
            int haste,
            Streaming streaming,
            Batching batching) {
        try {
            auditor =
                    Auditor.open(
                            ledger,
                            Files.createTempDirectory("gateway-test"),
                            Clock.systemUTC(),
                            EventLog.silent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        timer = new HurriedTimer(haste);
        LongSupplier nanos = () -> System.nanoTime() * haste;
        Setup setup =
                new Setup(
                        models,
                        PolicyChoice.always(Policy.PSEUDONYMISE),
                        new Label("first-width"),
                        new byte[32],
                        Memory.Size.of(Setup.STANDARD_CACHE_BYTES),
                        Naming.PLAIN,
                        Budgets.NONE,
                        streaming,
                        batching);
        Surroundings around =
                new Surroundings(
                        inspection,
                        auditor,
                        EventLog.silent(),
                        Clock.systemUTC(),
                        timer,
                        Cooldowns.ofOneProcess(),
                        new Keeper(responses, Clock.systemUTC(), Duration.ofDays(1)),
                        Keepsakes.ofOneProcess());
        calls =
                new ModelCall(
                        setup, providers, around, new ModelCall.Pace(nanos, Duration.ofSeconds(1)));
    }

    /** One model that asks these providers in order, uncached. */
    static TestHouse of(Provider... providers) {
        return of(1, StreamFailure.TERMINATE, CacheRule.OFF, providers);
    }

    static TestHouse streaming(Streaming streaming, Provider provider) {
        return streaming(1, streaming, provider);
    }

    static TestHouse streaming(int haste, Streaming streaming, Provider provider) {
        Model model =
                new Model(
                        MODEL,
                        List.of(new Target(new Label("p0"), "vendor-0")),
                        Model.STANDARD_TIMEOUTS,
                        StreamFailure.CONTINUE,
                        CacheRule.OFF);
        return new TestHouse(
                Inspection.firstWidth(),
                List.of(model),
                Map.of(new Label("p0"), provider),
                haste,
                streaming,
                Batching.OFF);
    }

    /** One model whose answers are held back, uncached. */
    static TestHouse buffering(Streaming streaming, Provider provider) {
        Model model =
                new Model(
                        MODEL,
                        List.of(new Target(new Label("p0"), "vendor-0")),
                        Model.STANDARD_TIMEOUTS,
                        StreamFailure.BUFFER,
                        CacheRule.OFF);
        return new TestHouse(
                Inspection.firstWidth(),
                List.of(model),
                Map.of(new Label("p0"), provider),
                1,
                streaming,
                Batching.OFF);
    }

    /** One model that gathers embeddings requests, uncached. */
    static TestHouse batching(Batching batching, Provider provider) {
        Target target = new Target(new Label("p0"), "text-embedding-3-small");
        Model model =
                new Model(
                        MODEL,
                        List.of(target),
                        Model.STANDARD_TIMEOUTS,
                        StreamFailure.TERMINATE,
                        CacheRule.OFF);
        return new TestHouse(
                Inspection.firstWidth(),
                List.of(model),
                Map.of(new Label("p0"), provider),
                1,
                Streaming.STANDARD,
                batching);
    }

    /** One whose texts are read by this inspection, uncached. */
    static TestHouse reading(Inspection inspection, Provider provider) {
        Model model =
                new Model(
                        MODEL,
                        List.of(new Target(new Label("p0"), "vendor-0")),
                        Model.STANDARD_TIMEOUTS,
                        StreamFailure.TERMINATE,
                        CacheRule.OFF);
        return new TestHouse(inspection, List.of(model), Map.of(new Label("p0"), provider), 1);
    }

    static TestHouse remembering(Provider... providers) {
        return of(1, StreamFailure.TERMINATE, CacheRule.STANDARD, providers);
    }

    static TestHouse of(
            int haste, StreamFailure onFailure, CacheRule cache, Provider... providers) {
        List<Target> targets =
                IntStream.range(0, providers.length)
                        .mapToObj(i -> new Target(new Label("p" + i), "vendor-" + i))
                        .toList();
        Map<Label, Provider> named =
                IntStream.range(0, providers.length)
                        .boxed()
                        .collect(Collectors.toMap(i -> new Label("p" + i), i -> providers[i]));
        Model model = new Model(MODEL, targets, Model.STANDARD_TIMEOUTS, onFailure, cache);
        return new TestHouse(Inspection.firstWidth(), List.of(model), named, haste);
    }

    static String ask(String text) {
        return "{\"model\":\"default\",\"messages\":[{\"role\":\"user\",\"content\":"
                + Chunks.quoted(text)
                + "}]}";
    }

    static String askStreamed(String text) {
        return ask(text).replaceFirst("\\{", "{\"stream\":true,");
    }

    Listener call(String json) {
        return call(TENANT, json, Map.of());
    }

    Listener call(TenantId tenant, String json, Map<String, String> headers) {
        Listener listener = new Listener();
        Map<String, SensitiveText> sent =
                headers.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey, e -> SensitiveText.of(e.getValue())));
        answer(tenant, json, sent, listener);
        return listener;
    }

    Listener call(Raw raw) {
        Listener listener = new Listener();
        asked.incrementAndGet();
        calls.answer(raw, admitted(TENANT), context, listener);
        return listener;
    }

    /** The same key for all calls of a tenant. */
    private Admitted admitted(TenantId tenant) {
        Permitted caller =
                callers.computeIfAbsent(
                        tenant, one -> visitors.permitted(one, Permission.MODEL_CALL));
        return Visitors.passed(visitors.limiter().admit(caller, Demand.ONE_REQUEST));
    }

    void answer(java.util.concurrent.Executor loop, String json, Reply reply) {
        Raw raw =
                new Raw(
                        RequestId.random(),
                        Dialect.OPENAI_CHAT,
                        json.getBytes(UTF_8),
                        Map.of(),
                        Optional.empty());
        asked.incrementAndGet();
        calls.answer(raw, admitted(TENANT), loop, reply);
    }

    void answer(TenantId tenant, String json, Map<String, SensitiveText> headers, Reply reply) {
        Raw raw =
                new Raw(
                        RequestId.random(),
                        Dialect.OPENAI_CHAT,
                        json.getBytes(UTF_8),
                        headers,
                        Optional.empty());
        asked.addAndGet(tenant.equals(TENANT) ? 1 : 0);
        Admitted caller = admitted(tenant);
        begun = System.nanoTime();
        calls.answer(raw, caller, context, reply);
    }

    /** Ends the audit and reads what it wrote. */
    List<JsonNode> written(String kind) {
        settle();
        Deadline patience = Deadline.in(Duration.ofSeconds(3));
        while (ledger.bodies(TENANT, "receipt").size() < asked.get() && !patience.passed()) {
            Thread.onSpinWait();
        }
        auditor.close(Deadline.in(Duration.ofSeconds(10)));
        return ledger.bodies(TENANT, kind);
    }

    /** Lets every step that is already on its way come to its end. */
    void settle() {
        try {
            for (int hop = 0; hop < 8; hop++) {
                context.submit(() -> {}).get(10, TimeUnit.SECONDS);
            }
        } catch (Exception e) {
            throw new AssertionError("the context is stuck", e);
        }
    }

    @Override
    public void close() {
        auditor.close(Deadline.in(Duration.ofSeconds(10)));
        timer.shutdownNow();
        context.shutdownNow();
    }
}
