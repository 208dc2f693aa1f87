package portcullis.governance.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import portcullis.kernel.EventLog;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.StoreUnavailable;

/**
 * The one thread that writes the chains. Whatever gathered while a commit was running goes into the
 * next one, so the cost of a commit is shared without anybody waiting for company (group commit,
 * GOV-30). While the ledger is away it refuses intents, spools receipts and tries again after a
 * pause.
 */
final class Committer implements Runnable {
    private static final Duration COMPANY = Duration.ofMillis(20);

    private final BlockingQueue<Waiting> queue;
    private final Sealer sealer;
    private final Recovery recovery;
    private final Spool spool;
    private final EventLog log;
    private final Bounds bounds;
    private final LongSupplier nanos = System::nanoTime;
    private volatile boolean leaving;
    private boolean away;
    private long tryAgainAt;

    Committer(BlockingQueue<Waiting> queue, Sealer sealer, Recovery recovery, Room room) {
        this.queue = queue;
        this.sealer = sealer;
        this.recovery = recovery;
        this.spool = room.spool();
        this.log = room.log();
        this.bounds = room.bounds();
    }

    /** What the committer shares with the auditor. */
    record Room(Spool spool, EventLog log, Bounds bounds) {}

    /** Ends the thread once the queue is empty. */
    void leave() {
        leaving = true;
        queue.offer(new Waiting.Leaving());
    }

    @Override
    public void run() {
        try {
            while (!leaving || !queue.isEmpty()) {
                commit(next());
            }
            lastWords();
        } catch (InterruptedException e) {
            // Told to go at once: what is still queued is spooled by whoever told.
            Thread.currentThread().interrupt();
        }
    }

    private List<Waiting> next() throws InterruptedException {
        List<Waiting> batch = new ArrayList<>();
        Waiting first =
                spool.isEmpty()
                        ? queue.take()
                        : queue.poll(bounds.pause().toNanos(), TimeUnit.NANOSECONDS);
        if (first != null) {
            batch.add(first);
            queue.drainTo(batch, bounds.batch() - 1);
            company(batch);
        }
        return batch;
    }

    /**
     * Nobody waits for receipts (GOV-46 gives them a second): alone they wait a moment for an
     * intent, which would otherwise find a commit of theirs under way and wait for its end.
     */
    private void company(List<Waiting> batch) throws InterruptedException {
        long end = nanos.getAsLong() + COMPANY.toNanos();
        int looked = 0;
        while (onlyReceipts(batch, looked) && batch.size() < bounds.batch() && !leaving) {
            looked = batch.size();
            Waiting next = queue.poll(Math.max(0, end - nanos.getAsLong()), TimeUnit.NANOSECONDS);
            if (next == null) {
                return;
            }
            batch.add(next);
            queue.drainTo(batch, bounds.batch() - batch.size());
        }
    }

    private static boolean onlyReceipts(List<Waiting> batch, int from) {
        for (int i = from; i < batch.size(); i++) {
            if (!(batch.get(i) instanceof Waiting.Told)) {
                return false;
            }
        }
        return true;
    }

    private void commit(List<Waiting> batch) {
        // An intent that nobody waits for any more must not stand in the chain.
        batch.removeIf(one -> one instanceof Waiting.Asked ask && ask.answer().isDone());
        if (away && nanos.getAsLong() - tryAgainAt < 0) {
            turnAway(batch);
            return;
        }
        try {
            only(batch, Waiting.Recovering.class).forEach(this::recover);
            long spooled = recovery.drain();
            Map<Draft, Refusal> refused = sealer.append(drafts(batch));
            back(spooled);
            only(batch, Waiting.Asked.class).forEach(one -> answer(one, refused));
        } catch (StoreUnavailable e) {
            lost(AuditEvent.Cause.STORE_UNAVAILABLE, batch);
        } catch (RuntimeException e) {
            // A bug must not end the thread: every later intent would hang, not be refused.
            lost(AuditEvent.Cause.BUG, batch);
        }
    }

    /** Intents and receipts in the order they came. */
    private static List<Draft> drafts(List<Waiting> batch) {
        List<Draft> drafts = new ArrayList<>(batch.size());
        for (Waiting one : batch) {
            switch (one) {
                case Waiting.Asked ask -> drafts.add(ask.draft());
                case Waiting.Told(Draft draft) -> drafts.add(draft);
                case Waiting.Recovering _, Waiting.Leaving _ -> {}
            }
        }
        return drafts;
    }

    private static void answer(Waiting.Asked one, Map<Draft, Refusal> refused) {
        Intent intent = one.intent();
        Refusal refusal = refused.isEmpty() ? null : refused.get(one.draft());
        one.answer()
                .complete(
                        refusal == null
                                ? Outcome.passed(
                                        new EgressPermit(intent.request(), intent.attempt()))
                                : Outcome.refused(refusal));
    }

    private void recover(Waiting.Recovering wish) {
        wish.answer().complete(Outcome.passed(recovery.recover(wish.before())));
    }

    private void back(long spooled) {
        if (away || spooled > 0) {
            log.write(new AuditEvent.LedgerBack(spooled));
        }
        away = false;
    }

    private void lost(AuditEvent.Cause cause, List<Waiting> batch) {
        int intents = only(batch, Waiting.Asked.class).size();
        int receipts = only(batch, Waiting.Told.class).size();
        log.write(new AuditEvent.LedgerAway(cause, intents, receipts));
        away = true;
        tryAgainAt = nanos.getAsLong() + bounds.pause().toNanos();
        turnAway(batch);
    }

    private void turnAway(List<Waiting> batch) {
        // A file channel closes under a thread that was told to go; the receipts come first.
        boolean toldToGo = Thread.interrupted();
        spool.add(receipts(batch));
        if (toldToGo) {
            Thread.currentThread().interrupt();
        }
        refuseAll(batch);
    }

    static List<Draft> receipts(List<Waiting> batch) {
        return only(batch, Waiting.Told.class).stream().map(Waiting.Told::draft).toList();
    }

    static void refuseAll(List<Waiting> batch) {
        for (Waiting one : batch) {
            switch (one) {
                case Waiting.Asked ask ->
                        ask.answer().complete(Outcome.refused(RefusalCode.AUDIT_UNAVAILABLE));
                case Waiting.Recovering wish ->
                        wish.answer().complete(Outcome.refused(RefusalCode.AUDIT_UNAVAILABLE));
                case Waiting.Told _, Waiting.Leaving _ -> {}
            }
        }
    }

    /** What is spooled gets one more try before the house closes. */
    private void lastWords() {
        if (!spool.isEmpty()) {
            away = false;
            commit(new ArrayList<>());
        }
    }

    private static <T extends Waiting> List<T> only(List<Waiting> batch, Class<T> kind) {
        List<T> found = new ArrayList<>();
        for (Waiting one : batch) {
            if (kind.isInstance(one)) {
                found.add(kind.cast(one));
            }
        }
        return found;
    }
}
