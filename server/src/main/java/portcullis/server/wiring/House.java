package portcullis.server.wiring;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import portcullis.apps.assistant.Assistant;
import portcullis.gateway.Conversation;
import portcullis.gateway.ModelCall;
import portcullis.gateway.keep.Keeper;
import portcullis.gateway.remember.Forgotten;
import portcullis.gateway.remember.Tag;
import portcullis.governance.Role;
import portcullis.governance.audit.AuditTrail;
import portcullis.governance.budget.Bursar;
import portcullis.governance.identify.Credential;
import portcullis.governance.identify.KeyMinter;
import portcullis.governance.identify.Minted;
import portcullis.governance.limit.Limits;
import portcullis.kernel.Deadline;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;
import portcullis.library.cite.Citer;
import portcullis.privacy.Inspection;
import portcullis.providers.ProviderRegister;
import portcullis.providers.Surroundings;
import portcullis.server.desks.AuditDesk;
import portcullis.server.desks.BudgetDesk;
import portcullis.server.desks.CacheDesk;
import portcullis.server.desks.ChatDesk;
import portcullis.server.desks.CoverageDesk;
import portcullis.server.desks.CoverageRow;
import portcullis.server.desks.DocumentDesk;
import portcullis.server.desks.HealthDesk;
import portcullis.server.desks.KeyDesk;
import portcullis.server.desks.LimitDesk;
import portcullis.server.desks.ModelDesk;
import portcullis.server.desks.ResponseDesk;
import portcullis.server.desks.SearchDesk;
import portcullis.server.desks.StreamDesk;
import portcullis.server.http.Limiting;
import portcullis.server.http.Porch;
import portcullis.server.http.Routes;
import portcullis.server.settings.Settings;
import portcullis.server.signals.DoorWatch;
import portcullis.server.signals.Health;
import portcullis.server.signals.Metrics;
import portcullis.server.signals.SpanLog;

/**
 * The house, put together by hand: every floor and door in the order they open. Closing goes the
 * other way.
 */
public final class House {
    private static final Duration SWEEP = Duration.ofHours(1);
    private static final Duration LAST_WORDS = Duration.ofSeconds(10);
    private static final Duration REHEARSAL = Duration.ofSeconds(2);
    private static final Duration AFTER_THE_CUT = Duration.ofSeconds(2);
    private final Settings settings;
    private final Lent lent;
    private final Closing closing;
    private final Metrics metrics = new Metrics();
    private final Inspection inspection;
    private final ScheduledExecutorService timer;
    private final Vertx vertx;
    private final Cellar cellar;
    private final Sharing sharing;
    private final Governors governors;
    private final Shelves shelves;
    private final Disclosures disclosures;
    private final Seeder seeder;
    private final ModelCall calls;
    private final Vitals vitals;
    private final Health health;
    private final Porch porch;
    private final Routes routes;
    private final List<CoverageRow> coverage;

    private House(Settings settings, Lent lent, Closing closing) {
        this.settings = settings;
        Lent counted = traced(lent.counted(metrics), settings, closing);
        this.inspection = lent.inspection();
        this.closing = closing;
        closing.remember(metrics::close);
        timer = Engine.timer();
        closing.remember(timer::shutdownNow);
        cellar = Cellar.open(settings.store(), counted);
        closing.remember(cellar::close);
        disclosures = new Disclosures(cellar, settings.privacy(), inspection, counted);
        this.lent = disclosures.watched(counted);
        vertx = Engine.vertx(settings.server());
        closing.remember(() -> Engine.end(vertx));
        sharing = Sharing.open(vertx, settings, this.lent);
        closing.remember(sharing::close);
        governors = Governors.open(cellar, settings, this.lent, metrics, sharing);
        closing.remember(() -> governors.auditor().close(Deadline.in(LAST_WORDS)));
        shelves =
                Shelves.open(
                        cellar,
                        settings,
                        new Shelves.Screening(inspection, disclosures.policies()::of),
                        this.lent,
                        this::forget);
        closing.remember(shelves::close);
        seeder = seeder();
        closing.remember(seeder::close);
        calls = modelCall();
        closing.remember(calls::close);
        sweeping();
        vitals = new Vitals(cellar, governors, shelves, inspection);
        health = new Health(vitals.parts());
        vitals.count(calls, sharing, metrics);
        routes = register();
        coverage = CoverageRegister.of(routes);
        porch = porch();
    }

    /** With a log that also makes spans, when somebody collects them. */
    private static Lent traced(Lent lent, Settings settings, Closing closing) {
        return settings.metrics()
                .collector()
                .map(
                        address -> {
                            SpanLog spans = SpanLog.to(address, lent.log(), lent.clock());
                            closing.remember(spans::close);
                            return lent.with(spans);
                        })
                .orElse(lent);
    }

    /**
     * Puts the house together; nobody is let in yet. When that fails nothing is left behind.
     *
     * @throws portcullis.storage.postgres.embedded.CannotStart when the database cannot start
     */
    public static House build(Settings settings, Lent lent) {
        Closing closing = new Closing(lent.log());
        try {
            return new House(settings, lent, closing);
        } catch (RuntimeException trouble) {
            closing.run();
            throw trouble;
        }
    }

    /** Where calls flow; for who watches the loops. */
    Vertx vertx() {
        return vertx;
    }

    /** An open house: its port, and the first administrator's key when this start made it. */
    public record Opened(int port, Optional<SensitiveText> firstKey) {}

    /**
     * Lets callers in. When that fails the house is closed.
     *
     * @throws Porch.AddressTaken when the address cannot be listened on
     */
    public Opened open() {
        try {
            Thread rehearsal =
                    Thread.ofPlatform().daemon().name("rehearsal").start(calls::rehearse);
            Optional<SensitiveText> firstKey = firstKey();
            shelves.start();
            firstKey.ifPresent(this::welcome);
            int port = porch.listen();
            shelves.indexer().awaitReady(Deadline.in(LAST_WORDS));
            await(rehearsal);
            health.opened();
            return new Opened(port, firstKey);
        } catch (RuntimeException trouble) {
            closing.run();
            throw trouble;
        }
    }

    /**
     * Ends in order (OPS-70): not ready at once, goes on serving for {@code delay}, refuses new
     * work, lets running answers go on for {@code streams}, then cuts them with a typed error;
     * writes the last receipts and stops the database. True when nothing was cut.
     */
    public boolean close(Duration delay, Duration streams) {
        health.drain();
        wait(delay);
        porch.drain();
        boolean silent = porch.awaitSilence(Deadline.in(streams));
        if (!silent) {
            porch.cutStreams();
            porch.awaitSilence(Deadline.in(AFTER_THE_CUT));
        }
        closing.run();
        return silent;
    }

    private ModelCall modelCall() {
        Surroundings surroundings =
                new Surroundings(
                        vertx,
                        lent.clock(),
                        new LibraryPassages(shelves.retriever()),
                        new LibraryVectors(cellar.embeddings()));
        return Machinery.modelCall(
                settings,
                new Machinery.Doors(
                        inspection,
                        disclosures.policies()::of,
                        governors.auditor(),
                        lent,
                        timer,
                        new Keeper(cellar.responses(), lent.clock(), settings.responses().kept()),
                        new ProviderRegister(surroundings),
                        cellar.pepper(),
                        sharing,
                        cellar.streams()));
    }

    /**
     * What was answered from a document that has changed is asked anew. When other processes cannot
     * be told, their next look finds the entry at most until it ages out: the prompt quotes the
     * document, so that a changed one makes another question anyhow.
     */
    private void forget(TenantId tenant, String document) {
        CompletionStage<Forgotten> _ = calls.forget(new Tag(Tag.Kind.DOCUMENT, tenant, document));
    }

    /** What callers had kept goes when its time is over. */
    private void sweeping() {
        long minutes = SWEEP.toMinutes();
        Runnable sweep =
                () -> {
                    Thread.ofVirtual().name("sweep").start(calls.kept()::sweep);
                    Thread.ofVirtual().name("sweep-values").start(disclosures::sweep);
                };
        Future<?> sweeping = timer.scheduleWithFixedDelay(sweep, 1, minutes, TimeUnit.MINUTES);
        closing.remember(() -> sweeping.cancel(false));
        disclosures.start(patrol(), timer, metrics, closing);
    }

    /** The daily round of canaries through this house. */
    Patrol patrol() {
        return disclosures.patrol(settings.store().directory(), governors, lent);
    }

    private Seeder seeder() {
        return new Seeder(
                settings.library().sample() ? Guide.pages() : Map.of(),
                cellar.library().guide(),
                shelves.ingestion()::take,
                lent.log());
    }

    /** Every route that is served. */
    public Routes routes() {
        return routes;
    }

    private Routes register() {
        return RouteRegister.routes(
                desks(),
                new RouteRegister.Options(
                        RouteRegister.MetricsAccess.of(settings.metrics()),
                        settings.library().uploadBytes()));
    }

    KeyOffice keyOffice() {
        return governors.keyOffice(lent);
    }

    private Porch porch() {
        Porch.Inside inside =
                new Porch.Inside(
                        routes,
                        governors.entrance(seeder::met),
                        governors.bookkeeper(),
                        new DoorWatch(metrics, lent.log()),
                        lent.clock());
        return new Porch(vertx, Engine.site(settings.server()), inside);
    }

    private RouteRegister.Desks desks() {
        Bursar bursar = bursar();
        AuditTrail trail = new AuditTrail(cellar.ledger());
        Conversation conversation = conversation("assistant");
        Assistant assistant =
                new Assistant(
                        shelves.retriever(),
                        new Citer(cellar.library().documents()),
                        new Assistant.Voice(
                                conversation::converse,
                                conversation::window,
                                settings.conversations().model()));
        return new RouteRegister.Desks(
                new HealthDesk(
                        health, metrics, vitals.inventory(settings, calls, sharing, disclosures)),
                new ModelDesk(calls),
                new ResponseDesk(calls.kept()),
                new KeyDesk(governors.keys(), governors.minter(), lent.clock()),
                new AuditDesk(trail, governors.permitter()),
                limitDesk(bursar),
                new BudgetDesk(bursar),
                new DocumentDesk(shelves.ingestion(), cellar.library().documents(), this::forget),
                new SearchDesk(shelves.retriever()),
                new ChatDesk(assistant, governors.auditor()::record),
                new CacheDesk(calls, lent.log()),
                new StreamDesk(conversation("stream"), offer(), governors.auditor()::record),
                disclosures.desks(),
                new CoverageDesk(() -> coverage));
    }

    private Conversation conversation(String application) {
        return new Conversation(calls, settings.conversations().messages(), new Label(application));
    }

    private StreamDesk.Offer offer() {
        return new StreamDesk.Offer(
                settings.streaming().enabled(), settings.conversations().model());
    }

    private LimitDesk limitDesk(Bursar bursar) {
        return new LimitDesk(
                governors.limiter(),
                Stream.of(Limiting.values())
                        .flatMap(each -> each.policies().stream())
                        .distinct()
                        .sorted(Comparator.comparing(name -> !name.equals(Limits.MODEL_API)))
                        .toList(),
                lent.clock(),
                settings.limit().statusCache(),
                bursar);
    }

    private Bursar bursar() {
        return new Bursar(
                settings.limit().budgets(),
                cellar.budgets(),
                settings.models().stream().map(Settings.Model::name).toList(),
                lent.clock());
    }

    /** On the first start nobody has a key: one is made, or the start fails. */
    private Optional<SensitiveText> firstKey() {
        KeyOffice office = keyOffice();
        if (!office.list(Optional.empty()).isEmpty()) {
            return Optional.empty();
        }
        Outcome<Minted> made =
                office.create(
                        TenantId.DEFAULT,
                        "first administrator",
                        Role.ADMIN,
                        KeyMinter.DEFAULT_LIFE);
        return switch (made) {
            case Outcome.Passed<Minted>(Minted minted) -> Optional.of(minted.secret());
            case Outcome.Refused<Minted>(var refusal) ->
                    throw new IllegalStateException("no first key: " + refusal.code());
        };
    }

    /** The first administrator's library holds the guide before anybody asks. */
    private void welcome(SensitiveText key) {
        governors
                .identifier()
                .identify(new Credential(Optional.of(key), Optional.empty()))
                .either(seeder::met, _ -> {});
    }

    /** The first caller must not meet cold code; a slow machine starts without. */
    private static void await(Thread rehearsal) {
        try {
            rehearsal.join(REHEARSAL);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private void wait(Duration delay) {
        try {
            timer.schedule(() -> {}, delay.toMillis(), TimeUnit.MILLISECONDS).get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
