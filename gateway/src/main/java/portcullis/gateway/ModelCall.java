package portcullis.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import portcullis.gateway.fit.TokenCount;
import portcullis.gateway.receive.Receiver;
import portcullis.gateway.record.Recorder;
import portcullis.gateway.remember.Forgotten;
import portcullis.gateway.remember.Memory;
import portcullis.gateway.remember.Pattern;
import portcullis.gateway.remember.Tag;
import portcullis.gateway.remember.Tally;
import portcullis.gateway.route.Provider;
import portcullis.gateway.route.Router;
import portcullis.gateway.screen.Screener;
import portcullis.gateway.stream.Journals;
import portcullis.gateway.stream.Teller;
import portcullis.governance.limit.Admitted;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Label;
import portcullis.kernel.Refusal;
import portcullis.kernel.TenantId;

/**
 * The journey of a model call: receive, screen, remember, route, stream, settle, record. Every
 * admitted call leaves exactly one receipt.
 */
public final class ModelCall {
    private static final Label OWNER = new Label("portcullis");

    private final Rooms rooms;
    private final List<Model> models;
    private final Instant since;

    /**
     * @param providers by the names that the models' targets use
     * @throws IllegalArgumentException when two models share a name or a target names no provider
     */
    public ModelCall(Setup setup, Map<Label, Provider> providers, Surroundings around) {
        this(setup, providers, around, new Pace(System::nanoTime, Screener.PATIENCE));
    }

    /**
     * How fast time goes.
     *
     * @param nanos the monotonic clock of every limit
     * @param scan what a scan of a short text may take
     */
    record Pace(LongSupplier nanos, Duration scan) {}

    ModelCall(Setup setup, Map<Label, Provider> providers, Surroundings around, Pace pace) {
        this.models = setup.models();
        this.since = around.clock().instant();
        Memory.Making making =
                new Memory.Making(
                        setup.secret(),
                        setup.rules().value(),
                        meaning(setup.models()),
                        setup.memory(),
                        pace.nanos());
        TokenCount tokens = new TokenCount();
        Familiar familiar = new Familiar(setup.secret(), pace.nanos(), around.keepsakes());
        this.rooms =
                new Rooms(
                        catalogue(setup, providers),
                        MicroBatches.over(providers, setup.batching(), around.timer(), tokens),
                        new Receiver(),
                        new Screener(around.inspection(), setup.policy(), pace.scan(), familiar),
                        new Memory(making),
                        new Router(pace.nanos(), new Random(), around.log(), around.cooldowns()),
                        new Teller(around.clock(), around.inspection(), familiar),
                        journals(setup.streaming(), pace.nanos()),
                        setup.streaming(),
                        new Recorder(around.auditor(), setup.secret()),
                        new Rooms.Purse(setup.budgets(), around.clock()),
                        around.keeper(),
                        new Background(),
                        tokens,
                        around.log(),
                        around.timer(),
                        pace.nanos());
    }

    private static Journals journals(Streaming streaming, LongSupplier nanos) {
        return new Journals(
                streaming.journalBytes(), streaming.journalTime(), nanos, streaming.shelf());
    }

    private static Catalogue catalogue(Setup setup, Map<Label, Provider> providers) {
        for (Model model : setup.models()) {
            for (Target target : model.targets()) {
                if (!providers.containsKey(target.provider())) {
                    throw new IllegalArgumentException(
                            "model " + model.name() + " has no provider " + target.provider());
                }
            }
        }
        return new Catalogue(setup.models(), setup.naming());
    }

    /**
     * Answers one call; returns at once. Everything goes to {@code reply}, refusals included, in
     * the caller's dialect.
     *
     * @param context runs every step of this call, one at a time and in order: an event loop for
     *     small bodies, a serial executor otherwise. The journey never blocks it.
     */
    public void answer(Raw raw, Admitted caller, Executor context, Reply reply) {
        answer(new Visit(raw, caller, context, reply), (_, _) -> {});
    }

    void answer(Visit visit, Ending ending) {
        new Journey(rooms, visit, ending).begin();
    }

    /**
     * Answers a call whose dialogue was cut before it became a request.
     *
     * @param dropped turns that were left out
     */
    void answer(Visit visit, int dropped, Ending ending) {
        if (dropped > 0) {
            rooms.log().write(new GatewayEvent.ContextCut(visit.raw().request(), dropped));
        }
        answer(visit, ending);
    }

    /** Refuses a call before its journey; leaves the receipt that every call leaves. */
    void turnAway(Visit visit, Refusal refusal, Ending ending) {
        new Journey(rooms, visit, ending).turnAway(refusal);
    }

    /** The target of this model that can read least; empty when there is no such model. */
    Optional<Target> narrowest(Label model) {
        List<Target> targets = new ArrayList<>();
        rooms.catalogue()
                .named(model.value())
                .either(named -> targets.addAll(named.targets()), _ -> {});
        return targets.stream().min(Comparator.comparingInt(target -> target.traits().window()));
    }

    /**
     * Screens an invented request a few times, so that the first real one does not meet cold code
     * and the short time limit of a scan (SCR-16). Sends and records nothing. Takes some tenths of
     * a second; call it before the server says that it is ready.
     */
    public void rehearse() {
        Rehearsal.of(rooms.receiver(), rooms.screener());
    }

    /** What {@code GET /v1/models} lists for this caller, in the configured order. */
    public List<ModelCard> models(Permitted caller) {
        return models.stream()
                .filter(model -> caller.scope().allows(model.name()))
                .map(model -> new ModelCard(model.name(), since, OWNER))
                .toList();
    }

    /** What was kept of answered calls, and what still runs in the background. */
    public KeptResponses kept() {
        return new KeptResponses(rooms.keeper(), rooms.background(), rooms.journals());
    }

    /** Ends what runs without a caller; their receipts are written. */
    public void close() {
        rooms.background().cancelAll();
    }

    /** A shared memory outlives a configuration: other targets mean other answers. */
    private static String meaning(List<Model> models) {
        return models.stream()
                .map(
                        model ->
                                model.name()
                                        + "="
                                        + model.targets().stream().map(Target::label).toList())
                .sorted()
                .toList()
                .toString();
    }

    /** Forgets remembered answers, here at once and in every process within a second. */
    public CompletionStage<Forgotten> forget(Tag tag) {
        return rooms.memory().invalidate(tag);
    }

    /** What a tenant asks this process most often; nothing of what is asked. */
    public List<Pattern> patterns(TenantId tenant, int most) {
        return rooms.memory().patterns(tenant, most);
    }

    /** What the cache did since the start. */
    public Tally remembered() {
        return rooms.memory().tally();
    }
}
