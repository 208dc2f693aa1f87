package portcullis.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import portcullis.gateway.fit.TokenCount;
import portcullis.gateway.route.Ask;
import portcullis.gateway.route.Attempt;
import portcullis.gateway.route.Provider;
import portcullis.gateway.route.Signals;
import portcullis.gateway.screen.Screened;
import portcullis.governance.audit.EgressPermit;
import portcullis.kernel.TenantId;

/**
 * A vendor whose small embeddings requests are gathered: those of one tenant that differ in nothing
 * but their texts leave in one call (D-0016). Each request was screened, reserved and intended by
 * itself before it comes here, hears only its own vectors, and is told its own tokens. Only the
 * first attempt of a request is gathered, so that one which failed in company is asked again alone.
 */
final class MicroBatches implements Provider {
    /** Longer requests gain nothing by company. */
    private static final int LONGEST_BODY = 16 * 1024;

    private static final Set<String> NOT_COMPARED = Set.of("input", "model");

    private final Provider vendor;
    private final Batching rule;
    private final ScheduledExecutorService timer;
    private final TokenCount tokens;
    private final ReentrantLock lock = new ReentrantLock();

    /** Batches that others may still join; guarded by the lock. */
    private final Map<Kind, Batch> open = new HashMap<>();

    /** What the requests of a batch have in common; the time that is left to them, too. */
    private record Kind(TenantId tenant, String model, long seconds, String fields) {}

    private MicroBatches(
            Provider vendor, Batching rule, ScheduledExecutorService timer, TokenCount tokens) {
        this.vendor = vendor;
        this.rule = rule;
        this.timer = timer;
        this.tokens = tokens;
    }

    /** The same vendors, gathered unless that is switched off. */
    static <K> Map<K, Provider> over(
            Map<K, Provider> vendors,
            Batching rule,
            ScheduledExecutorService timer,
            TokenCount tokens) {
        Map<K, Provider> gathered = new HashMap<>(vendors);
        if (rule.isOn()) {
            gathered.replaceAll((_, vendor) -> new MicroBatches(vendor, rule, timer, tokens));
        }
        return Map.copyOf(gathered);
    }

    @Override
    public Attempt call(Ask ask, EgressPermit permit, Signals signals) {
        Screened request = ask.request();
        if (request.dialect() != Dialect.OPENAI_EMBEDDINGS
                || permit.attempt() > 1
                || request.body().length > LONGEST_BODY) {
            return vendor.call(ask, permit, signals);
        }
        int texts = EmbeddingQuestion.of(request.body()).texts().size();
        return texts >= rule.items()
                ? vendor.call(ask, permit, signals)
                : join(kind(ask), new Batch.Member(ask, permit, signals, texts));
    }

    private static Kind kind(Ask ask) {
        StringBuilder fields = new StringBuilder();
        ask.request()
                .eachField(
                        NOT_COMPARED,
                        (name, value) ->
                                fields.append(name)
                                        .append('=')
                                        .append(new String(value, UTF_8))
                                        .append('\n'));
        return new Kind(
                ask.request().tenant(),
                ask.model(),
                ask.deadline().left().toSeconds(),
                fields.toString());
    }

    private Attempt join(Kind kind, Batch.Member member) {
        lock.lock();
        try {
            Batch batch = open.get(kind);
            if (batch == null) {
                batch = new Batch(vendor, tokens);
                open.put(kind, batch);
                wake(kind, batch);
            }
            Attempt place = batch.join(member);
            if (batch.texts() >= rule.items()) {
                leave(kind, batch);
            }
            return place;
        } finally {
            lock.unlock();
        }
    }

    private void wake(Kind kind, Batch batch) {
        Runnable late =
                () -> {
                    lock.lock();
                    try {
                        leave(kind, batch);
                    } finally {
                        lock.unlock();
                    }
                };
        Future<?> _ = timer.schedule(late, rule.longest().toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Wording and counting take longer than a caller's step or the timer may. */
    private void leave(Kind kind, Batch batch) {
        if (open.remove(kind, batch)) {
            Thread.ofVirtual().name("batch").start(batch::leave);
        }
    }

    @Override
    public boolean embeds(String model) {
        return vendor.embeds(model);
    }

    @Override
    public boolean acceptsPrefill() {
        return vendor.acceptsPrefill();
    }

    @Override
    public boolean counts() {
        return vendor.counts();
    }
}
