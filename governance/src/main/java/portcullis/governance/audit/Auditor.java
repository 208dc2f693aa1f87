package portcullis.governance.audit;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import portcullis.kernel.Deadline;
import portcullis.kernel.EventLog;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;
import portcullis.kernel.StoreUnavailable;

/**
 * Writes what is about to happen before it happens, and how it ended (GOV-45, GOV-46). Without a
 * durable intent there is no permit; without room for the receipt there is no intent.
 */
public final class Auditor {
    /** Requests whose receipt is remembered, to notice a second one. */
    private static final int RECENT = 32_768;

    private final BlockingQueue<Waiting> queue;
    private final Committer committer;
    private final Spool spool;
    private final Clock clock;
    private final EventLog log;
    private final Bounds bounds;
    private final Thread thread;
    private final Optional<Presence> presence;
    private final Optional<Pulse> pulse;
    private Optional<Label> predecessor = Optional.empty();
    private final Set<RequestId> closed = Collections.newSetFromMap(new Latest());
    private volatile boolean leaving;

    private Auditor(AuditLedger ledger, Clock clock, Committer.Room room) {
        this.clock = clock;
        this.spool = room.spool();
        this.log = room.log();
        this.bounds = room.bounds();
        this.queue = new ArrayBlockingQueue<>(bounds.queue());
        this.presence = ledger.presence();
        this.pulse = presence.map(here -> new Pulse(here, this::look, System::nanoTime));
        Sealer sealer = new Sealer(ledger, log);
        this.committer =
                new Committer(queue, sealer, new Recovery(ledger, sealer, spool, clock), room);
        this.thread = Thread.ofVirtual().name("audit-committer").unstarted(committer);
    }

    /**
     * An auditor at work.
     *
     * @param directory where receipts wait while the ledger is away; made with mode 0700
     */
    public static Auditor open(AuditLedger ledger, Path directory, Clock clock, EventLog log) {
        Spool spool = new Spool(directory, Bounds.DEFAULT.spool(), log);
        return start(ledger, clock, new Committer.Room(spool, log, Bounds.DEFAULT));
    }

    static Auditor start(AuditLedger ledger, Clock clock, Committer.Room room) {
        Auditor auditor = new Auditor(ledger, clock, room);
        auditor.thread.start();
        auditor.presence.ifPresent(auditor::arrive);
        return auditor;
    }

    private void arrive(Presence here) {
        predecessor = spool.signedBy(here.self());
        pulse.ifPresent(beating -> Thread.ofVirtual().name("audit-pulse").start(beating));
    }

    /** Closes what dead processes left open. */
    private void look() {
        queue.offer(new Waiting.Recovering(clock.instant(), new CompletableFuture<>()));
    }

    /**
     * Writes an intent. Returns at once; the stage completes after the commit, at the latest after
     * five seconds, with the permit or refused with {@code AUDIT_UNAVAILABLE} (or {@code DRAINING}
     * during shutdown). It completes on the auditor's own thread: continue on another one.
     */
    public CompletionStage<Outcome<EgressPermit>> intend(Intent intent) {
        if (leaving) {
            return refused(RefusalCode.DRAINING);
        }
        CompletableFuture<Outcome<EgressPermit>> answer = new CompletableFuture<>();
        Waiting asked = new Waiting.Asked(intent, Draft.of(intent, clock.instant()), answer);
        if (!accepting() || !queue.offer(asked)) {
            return refused(RefusalCode.AUDIT_UNAVAILABLE);
        }
        return answer.completeOnTimeout(
                Outcome.refused(RefusalCode.AUDIT_UNAVAILABLE),
                bounds.patience().toNanos(),
                TimeUnit.NANOSECONDS);
    }

    /** {@link #intend} for journeys on virtual threads: blocks at most five seconds. */
    public Outcome<EgressPermit> intendAndWait(Intent intent) {
        return intend(intent).toCompletableFuture().join();
    }

    /**
     * Writes how a request ended; exactly once per request, a second receipt is a bug and dropped.
     * Never blocks: the receipt joins the next commit, or waits on disk while the ledger is away.
     */
    public void record(Receipt receipt) {
        if (!closes(receipt.request())) {
            log.write(new AuditEvent.ReceiptTwice(receipt.request()));
            return;
        }
        Waiting.Told told = new Waiting.Told(Draft.of(receipt, clock.instant()));
        if (!queue.offer(told)) {
            log.write(new AuditEvent.ReceiptLost(receipt.request()));
        } else if (!thread.isAlive() && queue.remove(told)) {
            spool.add(List.of(told.draft()));
        }
    }

    private boolean closes(RequestId request) {
        synchronized (closed) {
            return closed.add(request);
        }
    }

    /** The first to come are the first to go. */
    private static final class Latest extends LinkedHashMap<RequestId, Boolean> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RequestId, Boolean> eldest) {
            return size() > RECENT;
        }
    }

    /**
     * False when a new intent would be refused at once: too many wait, the spool is full, or the
     * auditor has ended. Readiness asks this.
     */
    public boolean accepting() {
        return !leaving && thread.isAlive() && queue.size() < bounds.intents() && !spool.full();
    }

    /** Receipts on disk that are not yet in the ledger. */
    public int spooled() {
        return spool.waiting();
    }

    /**
     * Appends receipts that an earlier process left on disk and closes its unfinished intents with
     * {@code UNKNOWN}. Called once, before the first intent; blocks.
     *
     * @param before intents older than this belong to a process that is gone: the start of this one
     * @return refused with {@code AUDIT_UNAVAILABLE} when the ledger cannot be written; the spool
     *     is then appended later, the unfinished intents by the next recovery
     */
    public Outcome<Recovered> recover(Instant before) {
        CompletableFuture<Outcome<Recovered>> answer = new CompletableFuture<>();
        if (!bury()) {
            return Outcome.refused(RefusalCode.AUDIT_UNAVAILABLE);
        }
        // Entries hold microseconds: one of this very moment must not look older than it.
        Instant start = before.truncatedTo(ChronoUnit.MICROS);
        if (leaving || !queue.offer(new Waiting.Recovering(start, answer))) {
            return Outcome.refused(RefusalCode.AUDIT_UNAVAILABLE);
        }
        return answer.completeOnTimeout(
                        Outcome.refused(RefusalCode.AUDIT_UNAVAILABLE), 60, TimeUnit.SECONDS)
                .join();
    }

    /** Who used our folder before us is dead, however short ago it spoke. */
    private boolean bury() {
        try {
            predecessor.ifPresent(dead -> presence.ifPresent(here -> here.ended(dead)));
            return true;
        } catch (StoreUnavailable e) {
            return false;
        }
    }

    /**
     * Refuses new intents, writes what waits and ends. What the ledger does not take before the
     * deadline goes to the disk and is appended by the next start.
     */
    public void close(Deadline deadline) {
        leaving = true;
        pulse.ifPresent(Pulse::stop);
        committer.leave();
        if (!ended(deadline.left())) {
            thread.interrupt();
            ended(Duration.ofSeconds(1));
        }
        List<Waiting> left = new ArrayList<>();
        queue.drainTo(left);
        spool.add(Committer.receipts(left));
        Committer.refuseAll(left);
        presence.filter(_ -> spool.isEmpty()).ifPresent(this::depart);
    }

    /**
     * What is still open is nobody's now. A spool keeps its name until its receipts are written.
     */
    private void depart(Presence here) {
        try {
            here.ended(here.self());
            spool.unsign();
        } catch (StoreUnavailable e) {
            // The others notice that we are silent.
            log.write(new AuditEvent.LedgerAway(AuditEvent.Cause.STORE_UNAVAILABLE, 0, 0));
        }
    }

    private boolean ended(Duration span) {
        try {
            return thread.join(span);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static CompletionStage<Outcome<EgressPermit>> refused(RefusalCode code) {
        return CompletableFuture.completedFuture(Outcome.refused(code));
    }
}
